import { Notification } from 'electron';
import type { Screen } from '../contract/panel-snapshot.ts';
import { EMPTY_MEMORY, type Notice, type NotifierEvent, nextNotices } from './notices.ts';
import { clickedScreen, toastXml } from './toast.ts';
import type { TraySettings } from './tray-settings.ts';

export interface NotifierOptions {
  readonly platform: NodeJS.Platform;
  /**
   * Whether the system's notifications may be used. On Windows they register this program in the Start menu, which is wrong
   * for one that unpacks itself into a temporary folder.
   */
  readonly mayRegister: boolean;
  readonly settings: () => TraySettings;
  readonly open: (screen: Screen) => void;
  /** Shows it at the tray icon; absent where a tray cannot. */
  readonly balloon: ((notice: Notice) => void) | undefined;
  readonly log: (line: string) => void;
  /** Milliseconds on a clock that is never set. */
  readonly clock: () => number;
}

/** Shows what `nextNotices` decides, unless its kind is switched off. */
export class Notifier {
  readonly #options: NotifierOptions;
  readonly #usesToasts: boolean;
  #memory = EMPTY_MEMORY;
  /**
   * The latest of each id: one that is collected cannot be clicked any more. It stays when it is closed, because a toast
   * whose time is over goes into Windows' list, and can be clicked there.
   */
  readonly #shown = new Map<string, Notification>();

  constructor(options: NotifierOptions) {
    this.#options = options;
    const { platform, mayRegister, open, log } = options;
    const isWindows = platform === 'win32';
    // Asking registers it at once on Windows: a click on a toast of an earlier run waits for that.
    this.#usesToasts = (!isWindows || mayRegister) && Notification.isSupported();
    if (!isWindows || !this.#usesToasts) return;
    Notification.handleActivation((details) => {
      log(`a notification was clicked: ${JSON.stringify(details.arguments)}`);
      open(clickedScreen(details.arguments));
    });
  }

  onState(news: NotifierEvent): void {
    const { memory, show } = nextNotices(this.#memory, news, this.#options.clock());
    this.#memory = memory;
    const { silenced } = this.#options.settings();
    for (const notice of show) if (!silenced.includes(notice.kind)) this.#show(notice);
  }

  #show(notice: Notice): void {
    const { platform, open, balloon, log } = this.#options;
    if (!this.#usesToasts) return balloon?.(notice);
    const { id, title, body, screen } = notice;
    const xml = platform === 'win32' ? { toastXml: toastXml(notice) } : {};
    // What it said is no longer true. Left to be collected, it would take the new one out of Windows' list, under whose name it is.
    this.#shown.get(id)?.close();
    const notification = new Notification({ id, title, body, ...xml });
    this.#shown.set(id, notification);
    notification.on('click', () => {
      this.#forget(id, notification);
      open(screen);
    });
    notification.on('failed', (_event, error) => {
      log(`the notification "${title}" could not be shown: ${error}`);
      this.#forget(id, notification);
      balloon?.(notice);
    });
    notification.show();
  }

  #forget(id: string, notification: Notification): void {
    if (this.#shown.get(id) === notification) this.#shown.delete(id);
  }
}
