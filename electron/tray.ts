import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron';
import { runSoon } from '../lib/background.ts';
import type { Notice } from './notices.ts';
import { type TrayAppearance, type TrayIconName, type TrayTheme, trayAppearance } from './tray-appearance.ts';
import { trayImage } from './tray-image.ts';
import { type MenuAction, type MenuEntry, type MenuState, trayMenu } from './tray-menu.ts';
import type { Area } from './window-bounds.ts';

export interface TrayIconOptions {
  /** Of the icons. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly onAction: (action: MenuAction) => void;
  readonly onClick: (icon: Area | undefined) => void;
  readonly onDoubleClick: (icon: Area | undefined) => void;
}

/** As many as there are in half a minute: one a second while clients come and go. */
const KEPT_MENUS = 30;

/** The icon in the tray, kept as `trayAppearance` and `trayMenu` say. */
export class TrayIcon {
  readonly #options: TrayIconOptions;
  readonly #tray: Tray;
  #appearance: TrayAppearance;
  /** What the menu says, as JSON; undefined where the system may show something else. */
  #entries: string | undefined;
  /**
   * The menu that is set, and those before: one may be open, or a click under way in it, without having been announced, and
   * what nothing holds is collected.
   */
  #menus: readonly Menu[] = [];
  #isOpen = false;
  /** What came while the menu was open. */
  #waiting: MenuState | undefined;
  readonly #onTheme = (): void => this.#tray.setImage(this.#image(this.#appearance.icon));
  /** Of the balloon that was shown last. */
  #balloonClick: () => void = () => undefined;

  constructor(options: TrayIconOptions, state: MenuState) {
    this.#options = options;
    this.#appearance = trayAppearance(state.view);
    this.#tray = new Tray(this.#image(this.#appearance.icon));
    this.#tray.setToolTip(this.#appearance.tooltip);
    this.#tray.on('click', (_event, bounds) => options.onClick(knownBounds(bounds)));
    this.#tray.on('double-click', (_event, bounds) => options.onDoubleClick(knownBounds(bounds)));
    this.#tray.on('balloon-click', () => this.#balloonClick());
    nativeTheme.on('updated', this.#onTheme);
    this.#showMenu(state);
  }

  /** What is as it was is left alone: a menu that is open must not close under the mouse. */
  show(state: MenuState): void {
    const appearance = trayAppearance(state.view);
    if (appearance.icon !== this.#appearance.icon) this.#tray.setImage(this.#image(appearance.icon));
    if (appearance.tooltip !== this.#appearance.tooltip) this.#tray.setToolTip(appearance.tooltip);
    this.#appearance = appearance;
    this.#showMenu(state);
  }

  get bounds(): Area | undefined {
    // Linux does not say: https://www.electronjs.org/docs/latest/api/tray#traygetbounds-macos-windows
    return this.#options.platform === 'linux' ? undefined : knownBounds(this.#tray.getBounds());
  }

  /** Shows a notice at the icon, where the system's notifications cannot be used: on Windows only. */
  balloon({ title, body }: Pick<Notice, 'title' | 'body'>, onClick: () => void): void {
    if (this.#tray.isDestroyed()) return;
    this.#balloonClick = onClick;
    this.#tray.displayBalloon({ title, content: body, iconType: 'info', respectQuietTime: true });
  }

  /** What it is told after that has nowhere to be shown. */
  destroy(): void {
    nativeTheme.off('updated', this.#onTheme);
    this.#tray.destroy();
  }

  #showMenu(state: MenuState): void {
    // A menu of Windows and macOS is drawn from its object while it is open; Linux is sent a copy.
    if (this.#isOpen) {
      this.#waiting = state;
      return;
    }
    const entries = trayMenu(state);
    const said = JSON.stringify(entries);
    if (said === this.#entries) return;
    this.#entries = said;
    const built = Menu.buildFromTemplate(entries.map((entry) => this.#item(entry)));
    this.#menus = [built, ...this.#menus].slice(0, KEPT_MENUS);
    const { platform } = this.#options;
    if (platform !== 'linux') {
      built.on('menu-will-show', () => {
        this.#isOpen = true;
      });
      built.on('menu-will-close', () => this.#afterClose(state));
    }
    // With a menu of its own, macOS opens it at a left click, which is ours.
    if (platform !== 'darwin') return this.#tray.setContextMenu(built);
    this.#tray.removeAllListeners('right-click');
    this.#tray.on('right-click', () => this.#tray.popUpContextMenu(built));
  }

  /** What was clicked runs after the menu says that it closes: the next one comes behind that. */
  #afterClose(state: MenuState): void {
    runSoon('tray-menu', () => {
      this.#isOpen = false;
      const waiting = this.#waiting ?? state;
      this.#waiting = undefined;
      if (!this.#tray.isDestroyed()) this.#showMenu(waiting);
    });
  }

  #item({ label, action, checked, entries }: MenuEntry): MenuItemConstructorOptions {
    if (label === '') return { type: 'separator' };
    // In a label `&` would underline the letter behind it.
    const item = { label: label.replaceAll('&', '&&') };
    if (entries !== undefined) return { ...item, submenu: entries.map((entry) => this.#item(entry)) };
    const isCheckBox = checked !== undefined;
    const onClick = (): void => {
      // Its mark has changed by the click alone. Whether that is so is for the next menu to say.
      if (isCheckBox) this.#entries = undefined;
      if (action !== undefined) this.#options.onAction(action);
    };
    const clicked = action === undefined ? { enabled: false } : { click: onClick };
    return { ...item, ...clicked, ...(isCheckBox ? { type: 'checkbox', checked } : {}) };
  }

  #image(icon: TrayIconName) {
    const { folder, platform } = this.#options;
    return trayImage(folder, icon, platform, themeOf(platform));
  }
}

/** Panels of Linux desktops are dark nearly everywhere, and say nothing. */
function themeOf(platform: NodeJS.Platform): TrayTheme {
  if (platform === 'darwin') return 'template';
  if (platform !== 'win32') return 'dark';
  return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
}

function knownBounds(bounds: Area | undefined): Area | undefined {
  return bounds === undefined || bounds.width === 0 ? undefined : bounds;
}
