import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron';
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

/** The icon in the tray, kept as `trayAppearance` and `trayMenu` say. */
export class TrayIcon {
  readonly #options: TrayIconOptions;
  readonly #tray: Tray;
  #appearance: TrayAppearance;
  #menu = '';

  constructor(options: TrayIconOptions, state: MenuState) {
    this.#options = options;
    this.#appearance = trayAppearance(state.view);
    this.#tray = new Tray(this.#image(this.#appearance.icon));
    this.#tray.setToolTip(this.#appearance.tooltip);
    this.#tray.on('click', (_event, bounds) => options.onClick(knownBounds(bounds)));
    this.#tray.on('double-click', (_event, bounds) => options.onDoubleClick(knownBounds(bounds)));
    nativeTheme.on('updated', () => this.#tray.setImage(this.#image(this.#appearance.icon)));
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

  destroy(): void {
    this.#tray.destroy();
  }

  #showMenu(state: MenuState): void {
    const entries = trayMenu(state);
    const menu = JSON.stringify(entries);
    if (menu === this.#menu) return;
    this.#menu = menu;
    const built = Menu.buildFromTemplate(entries.map((entry) => this.#item(entry)));
    // With a menu of its own, macOS opens it at a left click, which is ours.
    if (this.#options.platform !== 'darwin') return this.#tray.setContextMenu(built);
    this.#tray.removeAllListeners('right-click');
    this.#tray.on('right-click', () => this.#tray.popUpContextMenu(built));
  }

  #item({ label, action, checked, hint, entries }: MenuEntry): MenuItemConstructorOptions {
    if (label === '') return { type: 'separator' };
    // In a label `&` would underline the letter behind it.
    const item = { label: label.replaceAll('&', '&&'), ...(hint === undefined ? {} : { toolTip: hint }) };
    if (entries !== undefined) return { ...item, submenu: entries.map((entry) => this.#item(entry)) };
    const clicked =
      action === undefined ? { enabled: false } : { click: (): void => this.#options.onAction(action) };
    return { ...item, ...clicked, ...(checked === undefined ? {} : { type: 'checkbox', checked }) };
  }

  #image(icon: TrayIconName) {
    const { folder, platform } = this.#options;
    return trayImage(folder, icon, themeOf(platform), platform === 'linux' ? 24 : 16);
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
