import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import { isPanelAddress, PANEL_CHANNELS } from '../contract/panel-bridge.ts';

import { type PageServices, PageSession } from '../panel/page-session.ts';

/** Main's end of IPC: each page has one session. Nothing else is heard. */
export class PanelIpc {
  readonly #sessions = new Map<WebContents, PageSession>();
  readonly #log: (line: string) => void;
  #services: PageServices | undefined;

  constructor(log: (line: string) => void) {
    this.#log = log;
    ipcMain.on(PANEL_CHANNELS.connect, (event, ...rest: unknown[]) => {
      if (this.#isAllowed(event, rest, 0)) this.#connect(event.sender);
    });
    ipcMain.on(PANEL_CHANNELS.frame, (event, ...rest: unknown[]) => {
      if (this.#isAllowed(event, rest, 1)) this.#sessions.get(event.sender)?.onMessage(rest[0]);
    });
    ipcMain.on(PANEL_CHANNELS.end, (event, ...rest: unknown[]) => {
      if (this.#isAllowed(event, rest, 0)) this.#end(event.sender);
    });
  }

  /** From now on pages are answered. */
  serve(services: PageServices): void {
    this.#services = services;
  }

  /** Pages are told that it is over, and connect again when they are answered again. */
  close(): void {
    this.#services = undefined;
    for (const page of [...this.#sessions.keys()]) this.#close(page);
  }

  /** Only the main frame of our own page, and only as the preload script says it. */
  #isAllowed({ senderFrame, sender }: IpcMainEvent, rest: readonly unknown[], count: number): boolean {
    const ours = senderFrame !== null && senderFrame === sender.mainFrame && isPanelAddress(senderFrame.url);
    if (!ours) this.#log(`rejected a message from ${senderFrame?.url ?? 'a closed frame'}`);
    else if (rest.length !== count) this.#log('rejected a malformed message');
    return ours && rest.length === count;
  }

  #connect(page: WebContents): void {
    this.#end(page);
    if (this.#services === undefined) return page.send(PANEL_CHANNELS.end);
    const session = new PageSession(
      {
        send: (frame) => {
          if (!page.isDestroyed()) page.send(PANEL_CHANNELS.frame, frame);
        },
        reject: (why) => {
          this.#log(`closing the page connection: ${why}`);
          this.#close(page);
        },
      },
      this.#services,
    );
    this.#sessions.set(page, session);
    page.once('destroyed', () => this.#end(page));
  }

  #close(page: WebContents): void {
    this.#end(page);
    if (!page.isDestroyed()) page.send(PANEL_CHANNELS.end);
  }

  #end(page: WebContents): void {
    this.#sessions.get(page)?.end();
    this.#sessions.delete(page);
  }
}
