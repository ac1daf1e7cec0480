import path from 'node:path';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  type AutostartState,
  fileAutostart,
  toAutostartState,
} from './autostart.ts';
import { assertNoControlCharacters, lineValue, parseQuotedArguments } from './text-formats.ts';

/**
 * Starts at login on a Linux desktop, by a file of the XDG autostart specification.
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
  const quotedArguments = [entry.program, ...entry.args].map(
    (argument) => `"${argument.replaceAll(/["`$\\]/g, '\\$&')}"`,
  );
  return [
    `[${SECTION}]`,
    'Type=Application',
    `Name=${AUTOSTART_NAME}`,
    'Comment=Keeps the HAL listener running',
    // Desktop Entry Specification, "The Exec key": percent signs are doubled, and so are backslashes, as in any string.
    `Exec=${quotedArguments.join(' ').replaceAll('%', '%%').replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

export function readDesktopText(text: string): AutostartState {
  const isHidden = lineValue(text, SECTION, 'Hidden') === 'true';
  if (isHidden || lineValue(text, SECTION, 'X-GNOME-Autostart-enabled') === 'false') {
    return { kind: 'idle', why: 'it was switched off in the settings of the desktop' };
  }
  const line = lineValue(text, SECTION, 'Exec') ?? '';
  const [program, ...args] = parseQuotedArguments(line.replaceAll('\\\\', '\\')).map((argument) =>
    argument.replaceAll('%%', '%'),
  );
  return toAutostartState(program === undefined ? undefined : { program, args });
}
