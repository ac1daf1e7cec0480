import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as Electron from 'electron';
import { made } from './made.ts';
import { Emitter, FakeEvent, type Modelled, strict } from './modelled.ts';

/** Images, menus, the tray and notifications of the mock. */

class FakeImage {
  readonly representations: Electron.AddRepresentationOptions[] = [];
  readonly file: string | undefined;
  template = false;

  constructor(file?: string) {
    this.file = file;
  }

  addRepresentation(options: Electron.AddRepresentationOptions): void {
    this.representations.push(options);
  }

  setTemplateImage(option: boolean): void {
    this.template = option;
  }

  /**
   * Width of the bitmap that Windows makes an icon of, pixels: out of an `.ico` the size that is asked for, of any other
   * image the one for a scale of 1, whatever the screen's (`NativeImage::GetHICON`).
   */
  get iconPixels(): number {
    if (this.file === undefined) {
      const [, data = ''] =
        this.representations.find(({ scaleFactor }) => scaleFactor === 1)?.dataURL?.split(',') ?? [];
      return Buffer.from(data, 'base64').readUInt32BE(16);
    }
    const widths = icoWidths(readFileSync(this.file));
    return widths.find((width) => width >= made.smallIcon) ?? Math.max(...widths);
  }
}

/** The widths in an icon file's list, ascending (https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)). */
function icoWidths(bytes: Buffer): number[] {
  const count = bytes.readUInt16LE(4);
  const widths = Array.from({ length: count }, (_, at) => bytes.readUInt8(6 + 16 * at) || 256);
  return widths.sort((a, b) => a - b);
}

function strictImage(image: FakeImage): FakeImage & Electron.NativeImage {
  return strict<Electron.NativeImage, FakeImage>(
    'nativeImage',
    image satisfies Modelled<FakeImage, Electron.NativeImage>,
  );
}

const fakeNativeImage = {
  createEmpty: () => strictImage(new FakeImage()),
  createFromPath: (file: string) => {
    if (path.extname(file) !== '.ico')
      throw new Error(`the mock of electron does not model images as ${file}`);
    return strictImage(new FakeImage(file));
  },
};
export const nativeImage = strict<typeof Electron.nativeImage>(
  'nativeImage',
  fakeNativeImage satisfies Modelled<typeof fakeNativeImage, typeof Electron.nativeImage>,
);

/** A menu as it was built. */
export class FakeMenu extends Emitter {
  readonly template: readonly Electron.MenuItemConstructorOptions[];

  constructor(template: readonly Electron.MenuItemConstructorOptions[]) {
    super();
    // Its items are made of the template: what changes in them does not change that.
    this.template = template.map((item) => ({ ...item }));
  }

  /** By label; labels of submenus are joined with ` > `. */
  item(label: string): Electron.MenuItemConstructorOptions {
    const [first = '', ...rest] = label.split(' > ');
    const found = this.template.find((item) => item.label === first);
    if (found === undefined) throw new Error(`no "${first}" in ${this.template.map((item) => item.label)}`);
    if (rest.length === 0) return found;
    if (!(found.submenu instanceof FakeMenu)) {
      found.submenu = strictMenu(new FakeMenu(found.submenu as Electron.MenuItemConstructorOptions[]));
    }
    return (found.submenu as unknown as FakeMenu).item(rest.join(' > '));
  }

  open(): void {
    made.openMenu = this;
    this.emit('menu-will-show', new FakeEvent());
  }

  close(): void {
    this.emit('menu-will-close', new FakeEvent());
    made.openMenu = undefined;
  }

  /**
   * As a user clicks: the menu opens and closes around it. A disabled item cannot be clicked; a check box changes its own
   * mark before its handler is called (lib/browser/api/menu-item.ts).
   */
  click(label: string): void {
    this.open();
    const item = this.item(label);
    if (item.enabled === false) {
      this.close();
      throw new Error(`"${label}" is disabled`);
    }
    this.close();
    if (item.type === 'checkbox') item.checked = !item.checked;
    const click = item.click as (() => void) | undefined;
    click?.();
  }
}

function strictMenu(menu: FakeMenu): FakeMenu & Electron.Menu {
  return strict<Electron.Menu, FakeMenu>('Menu', menu);
}

const fakeMenu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => {
    const hinted = template.find(({ toolTip }) => toolTip !== undefined);
    // "Hover text for this menu item", on macOS only (api/menu-item): elsewhere nobody would ever see it.
    if (hinted !== undefined && made.platform !== 'darwin')
      throw new Error(`nobody sees the hint of ${hinted.label}`);
    return strictMenu(new FakeMenu(template));
  },
  setApplicationMenu: (menu: Electron.Menu | null): void => {
    made.applicationMenu = menu;
  },
};
export const Menu = strict<typeof Electron.Menu>(
  'Menu',
  fakeMenu satisfies Modelled<typeof fakeMenu, typeof Electron.Menu>,
);

export class Tray extends Emitter {
  image: FakeImage;
  tooltip = '';
  menu: FakeMenu | undefined;
  poppedUp: FakeMenu | undefined;
  destroyed = false;
  bounds: Electron.Rectangle = { x: 1_200, y: 770, width: 16, height: 16 };
  readonly balloons: Electron.DisplayBalloonOptions[] = [];

  constructor(image: Electron.NativeImage) {
    super();
    this.image = image as Electron.NativeImage & FakeImage;
    const self = strict<Electron.Tray, this>('Tray', this satisfies Modelled<Tray, Electron.Tray>);
    made.trays.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  setImage(image: Electron.NativeImage | string): void {
    alive(this);
    this.image = image as Electron.NativeImage & FakeImage;
  }

  setToolTip(text: string): void {
    alive(this);
    this.tooltip = text;
  }

  /** The one before is let go of: where it is open, what is on the screen has lost its model. */
  setContextMenu(menu: Electron.Menu | null): void {
    alive(this);
    if (made.openMenu !== undefined) throw new Error('the menu that is open was replaced');
    this.menu = menu as (Electron.Menu & FakeMenu) | undefined;
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    alive(this);
    this.poppedUp = menu as (Electron.Menu & FakeMenu) | undefined;
  }

  getBounds(): Electron.Rectangle {
    return this.bounds;
  }

  /** On Windows only (api/tray#traydisplayballoonoptions-windows). */
  displayBalloon(options: Electron.DisplayBalloonOptions): void {
    alive(this);
    if (made.platform !== 'win32') throw new Error('there are no balloons here');
    this.balloons.push(options);
  }

  destroy(): void {
    this.destroyed = true;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  /** The button pressed twice: the first press is a click like any other (shell/browser/ui/win/notify_icon_host.cc). */
  doubleClick(): void {
    this.emit('click', new FakeEvent(), this.bounds);
    this.emit('double-click', new FakeEvent(), this.bounds);
  }
}

function alive({ destroyed }: Tray): void {
  if (destroyed) throw new Error('Tray is destroyed');
}

/** Windows' limit for the identifier of a notification, UTF-16 units. */
const MAX_TAG = 64;

export class Notification extends Emitter {
  readonly options: Electron.NotificationConstructorOptions;
  shown = false;
  closed = false;
  static supported = true;
  static activation: ((details: Electron.ActivationArguments) => void) | undefined;
  /** Asking makes the presenter, which registers this program as what a click on an old toast starts. */
  static registered = false;

  static isSupported(): boolean {
    Notification.registered = true;
    return Notification.supported;
  }

  /** Only there on Windows (lib/browser/api/notification.ts). */
  static handleActivation(callback: (details: Electron.ActivationArguments) => void): void {
    if (made.platform !== 'win32') throw new TypeError('Notification.handleActivation is not a function');
    Notification.activation = callback;
  }

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    Notification.registered = true;
    this.options = options;
    if ((options.id ?? '').length > MAX_TAG) throw new Error('Notification id exceeds Windows limit');
    const self = strict<Electron.Notification, this>(
      'Notification',
      this satisfies Modelled<Notification, Electron.Notification>,
    );
    made.notifications.push(self);
    // biome-ignore lint/correctness/noConstructorReturn: what is not modelled must throw.
    return self;
  }

  show(): void {
    this.shown = true;
  }

  close(): void {
    this.closed = true;
  }

  /** After a while the system puts it into its list, from where it can still be clicked (api/notification#event-close). */
  timeOut(): void {
    this.emit('close', Object.assign(new FakeEvent(), { reason: 'timedOut' }));
  }
}
