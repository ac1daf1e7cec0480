import path from 'node:path';
import { app, clipboard, session, shell } from 'electron';
import type { ControlEvent } from '../contract/control.ts';
import { PANEL_SCHEME } from '../contract/panel-bridge.ts';
import type { Screen } from '../contract/panel-snapshot.ts';
import { systemClock } from '../lib/clock.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import type { Resources } from '../panel/resources.ts';
import type { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { PanelError } from '../wording/panel-error.ts';
import { confirmationFor, needsConfirmation, type PhantomAction } from '../wording/phantom-actions.ts';
import { errorView, INITIAL_VIEW, stateLine, type TrayView, toTrayView } from '../wording/state.ts';
import { askToQuit, confirm, showError } from './dialogs.ts';
import { type HostedPanel, hostPanel } from './hosted-panel.ts';
import type { LoginStart } from './login-start.ts';
import { denyPermissions } from './navigation-policy.ts';
import { Notifier } from './notifier.ts';
import { routeRequest } from './page-response.ts';
import { PanelIpc } from './panel-ipc.ts';
import { PanelWindow } from './panel-window.ts';
import { SessionEnd } from './session-end.ts';
import { stopAtOnce } from './stop-at-once.ts';
import { STOP_PROGRAM } from './stop-order.ts';
import { TrayIcon } from './tray.ts';
import type { MenuAction } from './tray-menu.ts';
import type { SettingsFile } from './tray-settings.ts';
import type { Area, WindowSize } from './window-bounds.ts';

export interface TrayAppOptions {
  readonly listener: ShippedListener;
  readonly resources: Resources;
  readonly settings: SettingsFile;
  readonly login: Pick<LoginStart, 'read' | 'set'>;
  readonly hasTray: boolean;
  /** Whether this program stays where it is: not unpacked for this run only, nor run from a checkout. */
  readonly isInstalled: boolean;
  readonly platform: NodeJS.Platform;
  /** Of the built preload script, the program that stops the listener, and icons. */
  readonly folder: string;
  /** Of the tray's own log. */
  readonly logFolder: string;
  readonly log: (line: string) => void;
}

/** The tray app, from `ready` to the end: everything it shows and does goes through the panel's contract. */
export class TrayApp {
  readonly #options: TrayAppOptions;
  readonly #shutdown = new AbortController();
  readonly #ipc: PanelIpc;
  readonly #window: PanelWindow;
  readonly #tray: TrayIcon;
  readonly #notifier: Notifier;
  readonly #sessionEnd: SessionEnd;
  /** Read in time: when it is needed, there is none left. */
  readonly #stopProgram: string;
  #view: TrayView = INITIAL_VIEW;
  #startsAtLogin: boolean | undefined;
  #hosted: HostedPanel | undefined;
  /** The configuration is being read. */
  #isHosting = false;
  /** What was to be opened meanwhile. */
  #wanted: (() => void) | undefined;
  /** What is to become of the listener has been decided. */
  #quitConfirmed = false;

  constructor(options: TrayAppOptions) {
    this.#options = options;
    const { settings, resources, folder, platform, hasTray, isInstalled, log } = options;
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
    this.#tray = new TrayIcon(
      {
        folder: icons,
        platform,
        onAction: (action) => void this.perform(action),
        onClick: (icon) => this.open('overview', 'tray', icon),
        onDoubleClick: (icon) => this.open('overview', 'full', icon),
      },
      this.#menuState,
    );
    const open = (name: Screen): void => this.open(name);
    this.#notifier = new Notifier({
      platform,
      mayRegister: isInstalled,
      settings: () => settings.current,
      open,
      balloon:
        platform === 'win32' ? (notice) => this.#tray.balloon(notice, () => open(notice.screen)) : undefined,
      log,
      clock: () => systemClock.monotonic(),
    });
    this.#stopProgram = readTextFileSync(path.join(folder, STOP_PROGRAM));
    this.#sessionEnd = new SessionEnd({
      platform,
      onSessionEnd: (reasons) => this.#onSessionEnd(reasons),
      onShutdown: (event) => this.#beforeQuit(event),
    });
    app.on('before-quit', (event) => this.#beforeQuit(event));
    app.on('will-quit', () => this.#end());
  }

  /** @param hidden to the tray only */
  async start(hidden: boolean): Promise<void> {
    void this.#readLogin();
    await this.#host();
    if (!hidden) this.open('overview');
    else if (!this.#options.hasTray) this.#window.open({ screen: 'overview', minimized: true });
  }

  open(screen: Screen, size?: WindowSize, icon: Area | undefined = this.#tray.bounds): void {
    if (this.#isHosting) {
      this.#wanted = () => this.open(screen, size, icon);
      return;
    }
    if (this.#hosted === undefined) return void this.#showFailure();
    this.#window.open({ screen, near: icon, ...(size === undefined ? {} : { size }) });
    void this.#readLogin();
  }

  async perform(action: MenuAction): Promise<void> {
    switch (action.do) {
      case 'open':
        return this.open(action.screen);
      case 'order':
        return this.#runAction(action.action);
      case 'copy':
        return clipboard.writeText(action.text);
      case 'start-at-login':
        return this.#setLogin(action.on);
      case 'set':
        this.#options.settings.update(action.change);
        return this.#render();
      case 'copy-summary':
        return clipboard.writeText(this.#summary());
      case 'open-log-folder':
        return void shell.openPath(this.#hosted?.settings.logDir ?? this.#options.logFolder);
      case 'about':
        return app.showAboutPanel();
      case 'quit': {
        const answer = await askToQuit(this.#options.settings.current.stopOnQuit, this.#connected);
        if (answer === 'stay') return;
        return answer === 'quit' ? this.#quit() : this.#stopAndQuit();
      }
      case 'quit-and-stop':
        if (await this.#confirmIfNeeded('stop')) await this.#stopAndQuit();
    }
  }

  async #host(): Promise<void> {
    const { listener, resources, log } = this.#options;
    this.#isHosting = true;
    try {
      this.#hosted = await hostPanel({
        listener,
        resources,
        version: app.getVersion(),
        signal: this.#shutdown.signal,
        log,
        onState: ({ kind, reason }) => this.#notifier.onState({ of: 'state', state: kind, reason }),
        onSnapshot: (snapshot) => {
          this.#view = toTrayView(snapshot);
          this.#render();
          this.#notifier.onState({ of: 'snapshot', snapshot });
        },
        onEvent: (event) => this.#onListenerEvent(event),
      });
      this.#ipc.serve(this.#hosted.pageServices);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      log(`cannot read the listener configuration: ${why}`);
      this.#view = errorView(why);
      this.#render();
      this.#notifier.onState({ of: 'state', state: 'failed', reason: why });
    } finally {
      this.#isHosting = false;
      const wanted = this.#wanted;
      this.#wanted = undefined;
      wanted?.();
    }
    await this.#startAfterQuit();
  }

  /** What stopped because the tray was quit starts with it. */
  async #startAfterQuit(): Promise<void> {
    const { settings } = this.#options;
    const supervisor = this.#hosted?.supervisor();
    if (supervisor === undefined || !settings.current.stoppedByQuit) return;
    settings.update({ stoppedByQuit: false });
    try {
      // Stopped by somebody else meanwhile, it stays so.
      if (supervisor.desired?.by === supervisor.options.by) await supervisor.start();
    } catch (error) {
      await this.#showError(error);
    }
  }

  #onListenerEvent(event: ControlEvent): void {
    if (event.event !== 'alarm') return;
    this.#notifier.onState({ of: 'alarm', alarm: event.alarm });
  }

  async #runAction(action: PhantomAction): Promise<void> {
    if (this.#hosted === undefined) {
      await this.#host();
      return this.#hosted === undefined ? this.#showFailure() : undefined;
    }
    if (!(await this.#confirmIfNeeded(action))) return;
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

  async #confirmIfNeeded(action: PhantomAction): Promise<boolean> {
    const connected = this.#connected ?? 0;
    return !needsConfirmation(action, connected) || confirm(confirmationFor(action, connected));
  }

  async #setLogin(on: boolean): Promise<void> {
    try {
      await this.#options.login.set(on);
    } catch (error) {
      await this.#showError(error);
    }
    await this.#readLogin();
  }

  async #readLogin(): Promise<void> {
    this.#startsAtLogin = await this.#options.login.read().catch(() => undefined);
    this.#render();
  }

  get #menuState() {
    const { settings } = this.#options;
    return { view: this.#view, settings: settings.current, startsAtLogin: this.#startsAtLogin };
  }

  #render(): void {
    if (!this.#shutdown.signal.aborted) this.#tray.show(this.#menuState);
  }

  #summary(): string {
    const { home, logDir } = this.#hosted?.settings ?? {};
    const { electron, node } = process.versions;
    const places = home === undefined ? [] : [`home ${home}`, `logs ${logDir}`];
    const system = `${process.platform} ${process.arch}, Electron ${electron}, Node ${node}`;
    const failure = [`HAL Listener ${app.getVersion()}`, stateLine(this.#view), this.#view.reason, ...places];
    return [...failure, `tray log ${this.#options.logFolder}`, system].join('\n');
  }

  async #showError(error: unknown): Promise<void> {
    const failure =
      error instanceof PanelError
        ? error
        : new PanelError('FAILED', String(error), 'See the log for details.');
    this.#options.log(`${failure.message} ${failure.advice}`);
    await showError(failure);
  }

  #showFailure(): Promise<void> {
    const advice = 'Fix this, then select Start in the tray menu.';
    return showError({ message: this.#view.reason, advice });
  }

  async #stopAndQuit(): Promise<void> {
    try {
      await this.#hosted?.backend.stop();
      this.#options.settings.update({ stoppedByQuit: this.#hosted !== undefined });
    } catch (error) {
      this.#window.cancelQuit();
      return this.#showError(error);
    }
    this.#quit();
  }

  #quit(): void {
    this.#quitConfirmed = true;
    app.quit();
  }

  /** Also where the system, and not our menu, says quit. */
  #beforeQuit(event: { preventDefault(): void }): void {
    if (this.#quitConfirmed || !this.#options.settings.current.stopOnQuit) return;
    event.preventDefault();
    void this.#stopAndQuit();
  }

  /** Windows ends this process right after, without telling `app`. */
  #onSessionEnd(reasons: readonly string[]): void {
    const { settings, log } = this.#options;
    const supervisor = this.#hosted?.supervisor();
    if (supervisor === undefined || this.#quitConfirmed || !settings.current.stopOnQuit) {
      return log(`the session ends (${reasons}): the listener is left as it is`);
    }
    settings.update({ stoppedByQuit: true });
    const { home, by } = supervisor.options;
    const outcome = stopAtOnce(this.#stopProgram, { home, port: supervisor.options.port, by });
    log(`the session ends (${reasons}): stopping the listener: ${outcome}`);
  }

  #end(): void {
    this.#shutdown.abort();
    this.#sessionEnd.end();
    this.#ipc.close();
    this.#tray.destroy();
  }
}
