import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type NativeImage, nativeImage } from 'electron';
import {
  TRAY_SIZES,
  type TrayIconName,
  type TrayTheme,
  trayIconFile,
  trayImageFile,
} from './tray-appearance.ts';

/** An icon for a light or a dark taskbar, or as a template, in every resolution a screen of the platform may ask for. */
export function trayImage(
  folder: string,
  icon: TrayIconName,
  platform: NodeJS.Platform,
  theme: TrayTheme,
): NativeImage {
  // Of any other image Windows is given the picture for 100 %, and stretches it where the screen's scale is larger.
  if (platform === 'win32' && theme !== 'template')
    return nativeImage.createFromPath(path.join(folder, trayIconFile(icon, theme)));
  // Pixels at a scale of 1.
  const size = platform === 'linux' ? 24 : 16;
  const image = nativeImage.createEmpty();
  for (const pixels of TRAY_SIZES) {
    if (pixels < size) continue;
    const png = readFileSync(path.join(folder, trayImageFile(icon, theme, pixels)));
    const dataURL = `data:image/png;base64,${png.toString('base64')}`;
    image.addRepresentation({ scaleFactor: pixels / size, dataURL });
  }
  image.setTemplateImage(theme === 'template');
  return image;
}
