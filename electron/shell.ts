import path from 'node:path';
import { app, clipboard, session, shell } from 'electron';
import type { ControlEvent } from '../contract/control.ts';
import { PANEL_SCHEME } from '../contract/panel-bridge.ts';
import { PanelError } from '../contract/panel-errors.ts';
import type { Screen } from '../contract/panel-snapshot.ts';
import { systemClock } from '../lib/clock.ts';
import type { Resources } from '../panel/pages.ts';
import type { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { confirmationOf, needsConfirmation, type PhantomAction } from '../wording/phantom-actions.ts';
import { NOT_LOOKED_YET, stateLine, type TrayView, viewOf, viewOfError } from '../wording/state.ts';
import { askToQuit, confirmed, showError } from './dialogs.ts';
import { type HostedPanel, hostPanel } from './hosted-panel.ts';
import type { LoginStart } from './login-start.ts';
import { denyPermissions } from './navigation-policy.ts';
import { Notifier } from './notifier.ts';
import { routeRequest } from './page-response.ts';
import { PanelIpc } from './panel-ipc.ts';
import { PanelWindow } from './panel-window.ts';
import type { SettingsFile } from './shell-settings.ts';
import { TrayIcon } from './tray.ts';
import type { MenuAction } from './tray-menu.ts';
import type { Area, WindowSize } from './window-bounds.ts';

export interface TrayAppOptions {
  readonly listener: ShippedListener;
  readonly resources: Resources;
  readonly settings: SettingsFile;
  readonly login: Pick<LoginStart, 'read' | 'set'>;
  readonly hasTray: boolean;
  readonly platform: NodeJS.Platform;
  /** Of the built preload script and icons. */
  readonly folder: string;
  /** Of the tray's own log. */
  readonly logFolder: string;
  readonly log: (line: string) => void;
}

/** The tray app, from `ready` to the end: everything it shows and does goes through the panel's contract. */
export class TrayApp {
  readonly #parts: TrayAppOptions;
  readonly #leave = new AbortController();
  readonly #ipc: PanelIpc;
  readonly #window: PanelWindow;
  readonly #tray: TrayIcon;
  readonly #notifier: Notifier;
  #view: TrayView = NOT_LOOKED_YET;
  #startsAtLogin: boolean | undefined;
  #hosted: HostedPanel | undefined;
  /** What is to become of the listener has been decided. */
  #decided = false;

  constructor(parts: TrayAppOptions) {
    this.#parts = parts;
    const { settings, resources, folder, platform, hasTray, log } = parts;
    const pages = session.fromPartition('panel');
    denyPermissions(pages);
    pages.protocol.handle(PANEL_SCHEME, (request) =>
      routeRequest(request, { resources, logs: () => this.#hosted?.logs }),
    );
    this.#ipc = new PanelIpc(log);
    const icons = path.join(folder, 'icons');
    this.#window = new PanelWindow({
      session: pages,
      preload: path.join(folder, 'preload.cjs'),
      icon: path.join(icons, 'app.png'),
      hasTray,
      log,
    });
    const clock = (): number => systemClock.monotonic();
    this.#notifier = new Notifier({ settings: () => settings.now, open: (name) => this.open(name), clock });
    this.#tray = new TrayIcon(
      {
        folder: icons,
        platform,
        perform: (action) => void this.perform(action),
        click: (icon) => this.open('overview', 'tray', icon),
        doubleClick: (icon) => this.open('overview', 'full', icon),
      },
      this.#facts,
    );
    app.on('before-quit', (event) => this.#beforeQuit(event));
    app.on('will-quit', () => this.#end());
  }

  /** @param hidden to the tray only */
  async begin(hidden: boolean): Promise<void> {
    void this.#readLogin();
    await this.#host();
    if (!hidden) this.open('overview');
    else if (!this.#parts.hasTray) this.#window.open({ screen: 'overview', minimized: true });
  }

  open(screen: Screen, size?: WindowSize, icon: Area | undefined = this.#tray.bounds): void {
    if (this.#hosted === undefined) return void this.#showFailure();
    this.#window.open({ screen, near: icon, ...(size === undefined ? {} : { size }) });
    void this.#readLogin();
  }

  async perform(action: MenuAction): Promise<void> {
    switch (action.do) {
      case 'open':
        return this.open(action.screen);
      case 'order':
        return this.#order(action.action);
      case 'copy-address':
        return clipboard.writeText(action.address);
      case 'start-at-login':
        return this.#setLogin(action.on);
      case 'set':
        this.#parts.settings.change(action.change);
        return this.#show();
      case 'copy-summary':
        return clipboard.writeText(this.#summary());
      case 'open-log-folder':
        return void shell.openPath(this.#hosted?.settings.logDir ?? this.#parts.logFolder);
      case 'about':
        return app.showAboutPanel();
      case 'quit': {
        const answer = await askToQuit(this.#parts.settings.now.stopOnQuit, this.#connected);
        if (answer === 'stay') return;
        return answer === 'quit' ? this.#quit() : this.#stopAndQuit();
      }
      case 'quit-and-stop':
        if (await this.#mayDo('stop')) await this.#stopAndQuit();
    }
  }

  async #host(): Promise<void> {
    const { listener, resources, settings, log } = this.#parts;
    try {
      this.#hosted = await hostPanel({
        listener,
        resources,
        version: app.getVersion(),
        signal: this.#leave.signal,
        log,
        state: ({ kind, reason }) => this.#notifier.onState({ of: 'state', state: kind, reason }),
        snapshot: (snapshot) => {
          this.#view = viewOf(snapshot);
          this.#show();
          this.#notifier.onState({ of: 'snapshot', snapshot });
        },
        event: (event) => this.#hearEvent(event),
      });
      this.#ipc.serve(this.#hosted.page);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log(`the listener's configuration cannot be read: ${why}`);
      this.#view = viewOfError(why);
      this.#show();
      this.#notifier.onState({ of: 'state', state: 'failed', reason: why });
      return;
    }
    if (!settings.now.stoppedByQuit) return;
    settings.change({ stoppedByQuit: false });
    // Stopped by somebody else meanwhile, it stays so.
    const supervisor = this.#hosted.supervisor();
    if (supervisor.desired?.by === supervisor.options.by) await supervisor.start();
  }

  #hearEvent(event: ControlEvent): void {
    if (event.event !== 'alarm') return;
    this.#notifier.onState({ of: 'alarm', what: event.of, value: event.value, limit: event.limit });
  }

  async #order(action: PhantomAction): Promise<void> {
    if (this.#hosted === undefined) {
      await this.#host();
      return this.#hosted === undefined ? this.#showFailure() : undefined;
    }
    if (!(await this.#mayDo(action))) return;
    const { backend } = this.#hosted;
    const debug = action === 'restart-debug';
    try {
      if (action === 'start') await backend.start({ debug });
      else if (action === 'stop') await backend.stop();
      else await backend.restart({ debug });
    } catch (error) {
      await this.#showError(error);
    }
  }

  get #connected(): number | undefined {
    return this.#view.connections?.open;
  }

  async #mayDo(action: PhantomAction): Promise<boolean> {
    const connected = this.#connected ?? 0;
    return !needsConfirmation(action, connected) || confirmed(confirmationOf(action, connected));
  }

  async #setLogin(on: boolean): Promise<void> {
    try {
      await this.#parts.login.set(on);
    } catch (error) {
      await this.#showError(error);
    }
    await this.#readLogin();
  }

  async #readLogin(): Promise<void> {
    this.#startsAtLogin = await this.#parts.login.read().catch(() => undefined);
    this.#show();
  }

  get #facts() {
    const { settings } = this.#parts;
    return { view: this.#view, settings: settings.now, startsAtLogin: this.#startsAtLogin };
  }

  #show(): void {
    if (!this.#leave.signal.aborted) this.#tray.show(this.#facts);
  }

  #summary(): string {
    const { home, logDir } = this.#hosted?.settings ?? {};
    const { electron, node } = process.versions;
    const places = home === undefined ? [] : [`home ${home}`, `logs ${logDir}`];
    const system = `${process.platform} ${process.arch}, Electron ${electron}, Node ${node}`;
    const said = [`HAL Listener ${app.getVersion()}`, stateLine(this.#view), this.#view.reason, ...places];
    return [...said, `tray's log ${this.#parts.logFolder}`, system].join('\n');
  }

  async #showError(error: unknown): Promise<void> {
    const said =
      error instanceof PanelError ? error : new PanelError('FAILED', String(error), 'The log says more.');
    this.#parts.log(`${said.message} ${said.advice}`);
    await showError(said);
  }

  #showFailure(): Promise<void> {
    const advice = 'Mend that, then choose Start in the menu of the tray icon.';
    return showError({ message: this.#view.reason, advice });
  }

  async #stopAndQuit(): Promise<void> {
    try {
      await this.#hosted?.backend.stop();
      this.#parts.settings.change({ stoppedByQuit: this.#hosted !== undefined });
    } catch (error) {
      this.#window.stay();
      return this.#showError(error);
    }
    this.#quit();
  }

  #quit(): void {
    this.#decided = true;
    app.quit();
  }

  /** Also where the system, and not our menu, says quit. */
  #beforeQuit(event: { preventDefault(): void }): void {
    if (this.#decided || !this.#parts.settings.now.stopOnQuit) return;
    event.preventDefault();
    void this.#stopAndQuit();
  }

  #end(): void {
    this.#leave.abort();
    this.#ipc.close();
    this.#tray.destroy();
  }
}
