import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { Plugin } from 'vite';
import {
  TRAY_ICONS,
  TRAY_SIZES,
  TRAY_THEMES,
  type TrayIconName,
  type TrayTheme,
  trayIconFile,
  trayImageFile,
} from '../electron/tray-appearance.ts';
import { ICNS_TYPES, ICON_SIZES, type IcnsImage, type IcoImage, icnsOf, icoOf } from './icon-files.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const COLORS: Readonly<Record<TrayTheme, string>> = {
  light: '#1c1f21',
  dark: '#ffffff',
  template: '#000000',
};
/** Second color of the one icon that has it. */
const ACCENT = '#d98200';
const ACCENT_COLORS: Readonly<Record<TrayTheme, string>> = {
  light: '#a85b00',
  dark: '#ffb224',
  template: '#000000',
};
const APP_ICON_SIZE = 512;

let ready: Promise<void> | undefined;

/** The SVG of an icon for a theme. */
export function trayIconSvg(icon: TrayIconName, theme: TrayTheme): string {
  const svg = readFileSync(path.join(ROOT, 'electron/icons', `${icon}.svg`), 'utf8');
  return svg.replace('color="#000"', `color="${COLORS[theme]}"`).replaceAll(ACCENT, ACCENT_COLORS[theme]);
}

/** Renders an SVG. `pixels` has four bytes each: red, green, blue, opacity. */
export async function renderSvg(svg: string, size: number): Promise<{ png: Uint8Array; pixels: Uint8Array }> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  ready ??= initWasm(readFileSync(wasm));
  await ready;
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  return { png: image.asPng(), pixels: image.pixels };
}

/** Adds all tray icons and the app's icon to the build. */
export function trayIcons(): Plugin {
  return {
    name: 'tray-icons',
    async generateBundle() {
      for (const icon of TRAY_ICONS) {
        for (const theme of TRAY_THEMES) {
          const svg = trayIconSvg(icon, theme);
          const images: IcoImage[] = [];
          for (const size of TRAY_SIZES) images.push({ size, png: (await renderSvg(svg, size)).png });
          for (const { size, png } of images) {
            const fileName = `icons/${trayImageFile(icon, theme, size)}`;
            this.emitFile({ type: 'asset', fileName, source: png });
          }
          if (theme === 'template') continue;
          const fileName = `icons/${trayIconFile(icon, theme)}`;
          this.emitFile({ type: 'asset', fileName, source: icoOf(images) });
        }
      }
      const app = readFileSync(path.join(ROOT, 'renderer/public/icon.svg'), 'utf8');
      const { png } = await renderSvg(app, APP_ICON_SIZE);
      this.emitFile({ type: 'asset', fileName: 'icons/app.png', source: png });
      const ico: IcoImage[] = [];
      for (const size of ICON_SIZES) ico.push({ size, png: (await renderSvg(app, size)).png });
      this.emitFile({ type: 'asset', fileName: 'icons/app.ico', source: icoOf(ico) });
      const icns: IcnsImage[] = [];
      for (const [type, size] of ICNS_TYPES) icns.push({ type, png: (await renderSvg(app, size)).png });
      this.emitFile({ type: 'asset', fileName: 'icons/app.icns', source: icnsOf(icns) });
    },
  };
}
