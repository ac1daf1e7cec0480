import { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { readTextFile } from '../../lib/read-file.ts';
import { emptyExample, type LoadTarget, loadFiles } from '../../listener/account/embedded/load.ts';
import { todayOf } from '../../listener/account/embedded/session-verbs.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { jsonErrorPosition } from '../../listener/config/config-file.ts';
import { counted } from '../../wording/counted.ts';
import { notes } from '../help.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { type OpenAccount, type OpenedAccount, withAccount } from './opened.ts';

/** Size limit of a document, in bytes. */
const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

const EXAMPLE = `
The document is JSON: files by name, each with dictionary items ("dict") and records ("data") by id. A record is an
object of plain values by dictionary name; several values are a list. Keys other than "files" are ignored.

Example (people.json):
  {
    "files": {
      "DOCTOR": {
        "dict": {
          "LAST_NAME": {"field": 1, "heading": "Last name", "format": "16L"},
          "SEEN": {"field": 2, "heading": "Seen", "conversion": "D4-YMD", "format": "10R"},
          "PHONE": {"field": 3, "heading": "Phone", "multivalued": true}
        },
        "data": {
          "D1": {"LAST_NAME": "Roe", "SEEN": "2026-03-14", "PHONE": ["555-0100", "555-0101"]}
        }
      }
    }
  }

  hal-listener account load people.json

The whole document is checked before anything is written. docs/account-load.md describes all forms of a record.
`;

/** `account load FILE.json`. */
export function loadVerb(terminal: Terminal, openAccount: OpenAccount): Command {
  return new Command('load')
    .description('load files, dictionaries and records from JSON into the embedded account')
    .argument('<file>', 'JSON with the files; records of the same id are replaced')
    .option('--replace', 'empty each of these files first', false)
    .option('--no-example', 'remove the invented records from the other files too')
    .addHelpText('after', notes(EXAMPLE))
    .action((file: string, options: LoadFlags, command: Command) =>
      withAccount(command, openAccount, async (opened) => {
        const target = loadTarget(opened);
        const document = await readJson(file);
        const { onProgress, clear } = loadProgress(terminal);
        const counts = await loadFiles(target, document, {
          today: todayOf(new Date(systemClock.now())),
          replace: options.replace,
          onProgress,
        })
          .catch((error: unknown) => {
            throw error instanceof AccountError ? documentFailure(file, error) : error;
          })
          .finally(clear);
        terminal.out(
          `Loaded ${counted(counts.records, 'record')} and ${counted(counts.dictionaryItems, 'dictionary item')} into ${counted(counts.files, 'file')}.\n`,
        );
        // A new account must not keep example records that the user did not ask for.
        if (target.isNew === true || !options.example)
          return printEmptied(terminal, await emptyExample(target));
        const invented = (await target.exampleFiles?.()) ?? [];
        if (invented.length > 0) terminal.err(describeInvented(invented));
      }),
    );
}

/** The error with the document's name, and with a pointer to the format if the document breaks it. */
function documentFailure(file: string, { code, message }: AccountError): CliFailure {
  const isFormat = code === 'BAD_VALUE' || code === 'BAD_ID';
  const advice = isFormat ? ' Nothing was loaded; `account load --help` shows the format.' : '';
  return new CliFailure(
    `${file}: ${message}${isFormat && !message.endsWith('.') ? '.' : ''}${advice}`,
    EXIT.failed,
  );
}

interface LoadFlags {
  readonly replace: boolean;
  readonly example: boolean;
}

function printEmptied(terminal: Terminal, files: readonly string[]): void {
  if (files.length > 0) terminal.err(`The invented records of ${files.join(', ')} were removed.\n`);
}

function describeInvented(files: readonly string[]): string {
  return `warning: the records of ${files.join(', ')} are still invented; --no-example removes them.\n`;
}

function loadTarget(account: OpenedAccount): LoadTarget {
  if (isLoadTarget(account)) return account;
  throw new CliFailure(
    `"account load" is for the embedded account; this one uses the driver ${account.driver}.`,
    EXIT.failed,
  );
}

function isLoadTarget(account: OpenedAccount): account is OpenedAccount & LoadTarget {
  return (
    account.createFile !== undefined &&
    account.emptyFile !== undefined &&
    account.writeAll !== undefined &&
    account.isExample !== undefined
  );
}

async function readJson(file: string): Promise<unknown> {
  const text = await readTextFile(file, MAX_DOCUMENT_BYTES).catch((error: unknown) => {
    throw new CliFailure(error instanceof Error ? error.message : String(error), EXIT.failed);
  });
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = jsonErrorPosition(text);
    throw new CliFailure(
      `${file} is not JSON: line ${line}, column ${column} is wrong. \`account load --help\` shows an example.`,
      EXIT.failed,
    );
  }
}

/** Fewer records load so fast that no progress is shown. */
const MIN_SHOWN = 1_000;
const WIDTH = 30;
/** Milliseconds between two redraws of the bar. */
const REDRAW_INTERVAL_MS = 100;

interface LoadProgress {
  /** @param written records and dictionary items written so far @param all how many there are */
  onProgress(written: number, all: number): void;
  /** Removes the bar. Call it before printing anything else. */
  clear(): void;
}

/** Shows the progress of loading on standard error: a bar in a terminal, one line elsewhere, such as in a log. */
export function loadProgress(
  { err, canRedraw = false }: Pick<Terminal, 'err' | 'canRedraw'>,
  clock: Pick<Clock, 'monotonic'> = systemClock,
): LoadProgress {
  let isAnnounced = false;
  let isDrawn = false;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    onProgress(written, all) {
      if (all < MIN_SHOWN) return;
      if (!canRedraw) {
        if (!isAnnounced) err(`Loading ${all} records and dictionary items ...\n`);
        isAnnounced = true;
        return;
      }
      const now = clock.monotonic();
      if (now - drawnAt < REDRAW_INTERVAL_MS && written < all) return;
      drawnAt = now;
      isDrawn = true;
      err(`\r${bar(written, all)}`);
    },
    clear() {
      if (isDrawn) err('\r\u001b[K');
      isDrawn = false;
    },
  };
}

function bar(written: number, all: number): string {
  const full = Math.floor((WIDTH * written) / all);
  const percent = String(Math.floor((100 * written) / all)).padStart(3);
  return `Loading [${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}] ${percent} %  ${written} of ${all}`;
}
