import { doubleTrailingBackslashes } from '../../../lib/text.ts';
import { type QmText, toQmText } from '../text.ts';

import { recordOf } from './programs.ts';

/** The VOC item that tells our programs how the listener is run; type X is QM's for records of one's own. */
export const CONFIGURATION_RECORD = 'WEBSOCKET.LISTENER.CONFIG';

/** Its field with the file that we made and that goes with our programs, if nothing else is in it. */
export const MADE_FIELD = 4;

/** How our programs run the listener's file from QM, through the shell of that machine. */
export interface ListenerCommand {
  readonly platform: NodeJS.Platform;
  /** Node, or the listener itself where it is a program of its own. */
  readonly program: string;
  /** The listener's file; undefined where it is a program of its own. */
  readonly script: string | undefined;
  /** Flags, each with its value: home, and what else is to hold for a listener that QM starts. */
  readonly flags: readonly (readonly [flag: string, value: string])[];
}

/** A word that cannot be said to the shell of this machine. */
export class UnquotableWord extends Error {
  override readonly name = 'UnquotableWord';
}

/**
 * Type, command, settings. Node would obey NODE_OPTIONS of whoever runs QM, so it is emptied.
 *
 * @throws UnquotableWord
 */
export function configurationRecord({ platform, program, script, flags }: ListenerCommand): QmText {
  const windows = platform === 'win32';
  const quoted = windows ? quotedForCmd : quotedForShell;
  const words = [program, ...(script === undefined ? [] : [script])].map(quoted).join(' ');
  // `call` first: cmd /c strips the quotes from a line that begins with one (cmd /?).
  const command = windows ? `set "NODE_OPTIONS=" & call ${words}` : `NODE_OPTIONS= exec ${words}`;
  const settings = flags.flatMap(([flag, value]) => [flag, quoted(value)]).join(' ');
  const comment = 'X The HAL Listener: how its programs run it. Written by "hal-listener account install"';
  return recordOf(comment, toQmText(`${command} from-qm`), toQmText(settings));
}

/** For a POSIX shell. @throws UnquotableWord */
function quotedForShell(word: string): string {
  return `'${quotable(word, /\p{Cc}/u).replaceAll("'", "'\\''")}'`;
}

/** For cmd.exe, which replaces %NAME% even inside quotes. @throws UnquotableWord */
function quotedForCmd(word: string): string {
  // A backslash before the closing quote would be read as a quote of the word's own.
  return `"${doubleTrailingBackslashes(quotable(word, /["%\p{Cc}]/u))}"`;
}

function quotable(word: string, forbidden: RegExp): string {
  if (!forbidden.test(word)) return word;
  throw new UnquotableWord(
    `${JSON.stringify(word)} cannot be passed through QM: set it in config.json instead`,
  );
}
