import { doubleTrailingBackslashes } from '../../../lib/text.ts';
import { type QmText, toQmText } from '../text.ts';

import { recordOf } from './programs.ts';

/** The VOC item with the listener's command line, for our programs; type X is QM's type for user records. */
export const CONFIGURATION_RECORD = 'WEBSOCKET.LISTENER.CONFIG';

/** Its field with the file that we created, which is deleted with our programs if it is empty. */
export const CREATED_FILE_FIELD = 4;

/** How our QM programs run the listener, through the machine's shell. */
export interface ListenerCommand {
  readonly platform: NodeJS.Platform;
  /** Node, or the listener's executable. */
  readonly program: string;
  /** The listener's bundled file; undefined for an executable. */
  readonly script: string | undefined;
  /** Flags with their values: the home, and other settings for a listener that QM starts. */
  readonly flags: readonly (readonly [flag: string, value: string])[];
}

/** An argument that this machine's shell cannot be given. */
export class UnquotableArgument extends Error {
  override readonly name = 'UnquotableWord';
}

/**
 * The configuration record: type, command, settings. NODE_OPTIONS is emptied, because Node would take it from the
 * environment of whoever runs QM.
 *
 * @throws UnquotableWord
 */
export function configurationRecord({ platform, program, script, flags }: ListenerCommand): QmText {
  const windows = platform === 'win32';
  const quote = windows ? quoteForCmd : quoteForShell;
  const commandWords = [program, ...(script === undefined ? [] : [script])].map(quote).join(' ');
  // `call` first: cmd /c strips the quotes from a line that begins with one (cmd /?).
  const command = windows
    ? `set "NODE_OPTIONS=" & call ${commandWords}`
    : `NODE_OPTIONS= exec ${commandWords}`;
  const settings = flags.flatMap(([flag, value]) => [flag, quote(value)]).join(' ');
  const comment = 'X The HAL Listener: how its programs run it. Written by "hal-listener account install"';
  return recordOf(comment, toQmText(`${command} from-qm`), toQmText(settings));
}

/** For a POSIX shell. @throws UnquotableWord */
function quoteForShell(argument: string): string {
  return `'${assertQuotable(argument, /\p{Cc}/u).replaceAll("'", "'\\''")}'`;
}

/** For cmd.exe, which replaces %NAME% even inside quotes. @throws UnquotableWord */
function quoteForCmd(argument: string): string {
  // A backslash before the closing quote would escape that quote.
  return `"${doubleTrailingBackslashes(assertQuotable(argument, /["%\p{Cc}]/u))}"`;
}

function assertQuotable(argument: string, forbidden: RegExp): string {
  if (!forbidden.test(argument)) return argument;
  throw new UnquotableArgument(
    `${JSON.stringify(argument)} cannot be passed through QM: set it in config.json instead`,
  );
}
