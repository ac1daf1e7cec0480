import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type NativeImage, nativeImage } from 'electron';
import { TRAY_SIZES, type TrayIconName, type TrayTheme, trayImageFile } from './tray-appearance.ts';

/**
 * An icon in every resolution a screen may ask for.
 *
 * @param size pixels at a scale of 1: 16 on Windows and macOS, 24 in Linux panels
 */
export function trayImage(folder: string, icon: TrayIconName, ground: TrayTheme, size: number): NativeImage {
  const image = nativeImage.createEmpty();
  for (const pixels of TRAY_SIZES) {
    if (pixels < size) continue;
    const png = readFileSync(path.join(folder, trayImageFile(icon, ground, pixels)));
    const dataURL = `data:image/png;base64,${png.toString('base64')}`;
    image.addRepresentation({ scaleFactor: pixels / size, dataURL });
  }
  image.setTemplateImage(ground === 'template');
  return image;
}
