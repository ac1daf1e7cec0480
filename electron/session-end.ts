import { app, BaseWindow, powerMonitor } from 'electron';

export interface SessionEndOptions {
  readonly platform: NodeJS.Platform;
  /** Windows ends the process when this returns: what is to be done is done by then. */
  readonly onSessionEnd: (reasons: readonly string[]) => void;
  /** Linux and macOS wait a little where it is prevented, for the app to quit by itself. */
  readonly onShutdown: (event: { preventDefault(): void }) => void;
}

/**
 * Hears of the end of the session, of which `app` says nothing: Windows tells windows, and there is none as long as the
 * panel is closed (https://www.electronjs.org/docs/latest/api/base-window#event-session-end-windows).
 */
export class SessionEnd {
  /** Never shown, and without a page: it costs no process. One that is collected hears nothing. */
  readonly #window: BaseWindow | undefined;
  readonly #onShutdown = (event?: { preventDefault(): void }): void => {
    if (event !== undefined) this.#options.onShutdown(event);
  };
  readonly #options: SessionEndOptions;

  constructor(options: SessionEndOptions) {
    this.#options = options;
    if (options.platform !== 'win32') {
      powerMonitor.on('shutdown', this.#onShutdown);
      return;
    }
    this.#window = new BaseWindow({ show: false, skipTaskbar: true, width: 1, height: 1 });
    this.#window.on('session-end', ({ reasons }) => options.onSessionEnd(reasons));
    // Only `taskkill` without /F and its like close a window that nobody sees: they mean the program.
    this.#window.on('close', () => app.quit());
  }

  /** Nothing more is to be done: the system is not kept waiting. */
  end(): void {
    if (this.#window === undefined) powerMonitor.off('shutdown', this.#onShutdown);
    else this.#window.removeAllListeners('session-end');
  }
}
