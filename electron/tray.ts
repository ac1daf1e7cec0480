import { Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron';
import { type TrayAppearance, type TrayIconName, type TrayTheme, trayAppearance } from './tray-appearance.ts';
import { trayImage } from './tray-image.ts';

import { type MenuAction, type MenuEntry, type MenuFacts, trayMenu } from './tray-menu.ts';
import type { Area } from './window-bounds.ts';

export interface TrayParts {
  /** Of the icons. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  readonly perform: (action: MenuAction) => void;
  readonly click: (icon: Area | undefined) => void;
  readonly doubleClick: (icon: Area | undefined) => void;
}

/** The icon in the tray, kept as `trayAppearance` and `trayMenu` say. */
export class TrayIcon {
  readonly #parts: TrayParts;
  readonly #tray: Tray;
  #look: TrayAppearance;
  #menu = '';

  constructor(parts: TrayParts, facts: MenuFacts) {
    this.#parts = parts;
    this.#look = trayAppearance(facts.view);
    this.#tray = new Tray(this.#image(this.#look.icon));
    this.#tray.setToolTip(this.#look.tooltip);
    this.#tray.on('click', (_event, bounds) => parts.click(known(bounds)));
    this.#tray.on('double-click', (_event, bounds) => parts.doubleClick(known(bounds)));
    nativeTheme.on('updated', () => this.#tray.setImage(this.#image(this.#look.icon)));
    this.#showMenu(facts);
  }

  /** What is as it was is left alone: a menu that is open must not close under the mouse. */
  show(facts: MenuFacts): void {
    const look = trayAppearance(facts.view);
    if (look.icon !== this.#look.icon) this.#tray.setImage(this.#image(look.icon));
    if (look.tooltip !== this.#look.tooltip) this.#tray.setToolTip(look.tooltip);
    this.#look = look;
    this.#showMenu(facts);
  }

  get bounds(): Area | undefined {
    // Linux does not say: https://www.electronjs.org/docs/latest/api/tray#traygetbounds-macos-windows
    return this.#parts.platform === 'linux' ? undefined : known(this.#tray.getBounds());
  }

  destroy(): void {
    this.#tray.destroy();
  }

  #showMenu(facts: MenuFacts): void {
    const entries = trayMenu(facts);
    const menu = JSON.stringify(entries);
    if (menu === this.#menu) return;
    this.#menu = menu;
    const built = Menu.buildFromTemplate(entries.map((entry) => this.#item(entry)));
    // With a menu of its own, macOS opens it at a left click, which is ours.
    if (this.#parts.platform !== 'darwin') return this.#tray.setContextMenu(built);
    this.#tray.removeAllListeners('right-click');
    this.#tray.on('right-click', () => this.#tray.popUpContextMenu(built));
  }

  #item({ label, action, checked, hint, entries }: MenuEntry): MenuItemConstructorOptions {
    if (label === '') return { type: 'separator' };
    // In a label `&` would underline the letter behind it.
    const item = { label: label.replaceAll('&', '&&'), ...(hint === undefined ? {} : { toolTip: hint }) };
    if (entries !== undefined) return { ...item, submenu: entries.map((entry) => this.#item(entry)) };
    const clicked =
      action === undefined ? { enabled: false } : { click: (): void => this.#parts.perform(action) };
    return { ...item, ...clicked, ...(checked === undefined ? {} : { type: 'checkbox', checked }) };
  }

  #image(icon: TrayIconName) {
    const { folder, platform } = this.#parts;
    return trayImage(folder, icon, ground(platform), platform === 'linux' ? 24 : 16);
  }
}

/** Panels of Linux desktops are dark nearly everywhere, and say nothing. */
function ground(platform: NodeJS.Platform): TrayTheme {
  if (platform === 'darwin') return 'template';
  if (platform !== 'win32') return 'dark';
  return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ? 'dark' : 'light';
}

function known(bounds: Area | undefined): Area | undefined {
  return bounds === undefined || bounds.width === 0 ? undefined : bounds;
}
