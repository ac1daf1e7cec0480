import { Notification } from 'electron';
import type { Screen } from '../contract/panel-snapshot.ts';
import { EMPTY_MEMORY, type Notice, type NotifierEvent, nextNotices } from './notices.ts';
import type { TraySettings } from './tray-settings.ts';

export interface NotifierOptions {
  readonly settings: () => TraySettings;
  readonly open: (screen: Screen) => void;
  /** Milliseconds on a clock that is never set. */
  readonly clock: () => number;
}

/** Shows what `noticesOf` decides, unless its kind is switched off. */
export class Notifier {
  readonly #options: NotifierOptions;
  #memory = EMPTY_MEMORY;
  /** One that is collected cannot be clicked any more. */
  readonly #shown = new Set<Notification>();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  onState(news: NotifierEvent): void {
    const { memory, show } = nextNotices(this.#memory, news, this.#options.clock());
    this.#memory = memory;
    const { silenced } = this.#options.settings();
    for (const notice of show) if (!silenced.includes(notice.kind)) this.#show(notice);
  }

  #show({ title, body, screen }: Notice): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    this.#shown.add(notification);
    notification.on('click', () => this.#options.open(screen));
    notification.on('close', () => this.#shown.delete(notification));
    notification.show();
  }
}
