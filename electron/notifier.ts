import { Notification } from 'electron';
import type { Screen } from '../contract/panel-snapshot.ts';
import { type News, NOTHING_REMEMBERED, type Notice, noticesOf } from './notices/notices.ts';
import type { ShellSettings } from './shell-settings.ts';

export interface NotifierParts {
  readonly settings: () => ShellSettings;
  readonly open: (screen: Screen) => void;
  /** Milliseconds on a clock that is never set. */
  readonly clock: () => number;
}

/** Shows what `noticesOf` decides, unless its kind is switched off. */
export class Notifier {
  readonly #parts: NotifierParts;
  #memory = NOTHING_REMEMBERED;
  /** One that is collected cannot be clicked any more. */
  readonly #shown = new Set<Notification>();

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  onState(news: News): void {
    const { memory, show } = noticesOf(this.#memory, news, this.#parts.clock());
    this.#memory = memory;
    const { silenced } = this.#parts.settings();
    for (const notice of show) if (!silenced.includes(notice.kind)) this.#show(notice);
  }

  #show({ title, body, screen }: Notice): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    this.#shown.add(notification);
    notification.on('click', () => this.#parts.open(screen));
    notification.on('close', () => this.#shown.delete(notification));
    notification.show();
  }
}
