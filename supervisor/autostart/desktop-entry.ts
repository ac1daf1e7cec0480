import path from 'node:path';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  type AutostartState,
} from './autostart.ts';
import { fileAutostart, toAutostartState } from './file-autostart.ts';
import { assertNoControlCharacters, lineValue, quotedWords } from './text-formats.ts';

/**
 * At login on a Linux desktop: a file of the XDG autostart specification.
 *
 * @param folder `~/.config`, or XDG_CONFIG_HOME
 */
export function desktopEntry({ files }: Pick<AutostartDependencies, 'files'>, folder: string): Autostart {
  const location = path.posix.join(folder, 'autostart', 'hal-listener.desktop');
  return fileAutostart(files, location, { write: desktopText, read: readDesktopText });
}

const SECTION = 'Desktop Entry';

/** @throws AutostartError */
export function desktopText(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const words = [entry.program, ...entry.args].map((word) => `"${word.replaceAll(/["`$\\]/g, '\\$&')}"`);
  return [
    `[${SECTION}]`,
    'Type=Application',
    `Name=${AUTOSTART_NAME}`,
    'Comment=Keeps the HAL listener running',
    // Desktop Entry Specification, "The Exec key": a percent sign is written twice, and the whole is a string, in
    // which a backslash is written twice.
    `Exec=${words.join(' ').replaceAll('%', '%%').replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

export function readDesktopText(text: string): AutostartState {
  const off = lineValue(text, SECTION, 'Hidden') === 'true';
  if (off || lineValue(text, SECTION, 'X-GNOME-Autostart-enabled') === 'false') {
    return { kind: 'idle', why: 'it was switched off in the settings of the desktop' };
  }
  const line = lineValue(text, SECTION, 'Exec') ?? '';
  const [program, ...args] = quotedWords(line.replaceAll('\\\\', '\\')).map((word) =>
    word.replaceAll('%%', '%'),
  );
  return toAutostartState(program === undefined ? undefined : { program, args });
}
