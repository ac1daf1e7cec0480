import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { HOME_FILES, LOG_FILES } from '../../contract/home-files.ts';
import { splitEventLine } from '../../contract/log-line.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { configJson } from '../../listener/config/listing.ts';
import { endOfLog, linesBefore } from '../../listener/log/log-tail.ts';
import { Mask, type MaskedWords } from '../../supervisor/diagnostics/mask.ts';
import { formatJson } from '../json.ts';
import type { Diagnosis } from './diagnosis.ts';
import { diagnoseJson } from './report.ts';
import type { CheckResult } from './run-checks.ts';

/** Everything for a bug report in one zip file: results, settings, events and the ends of the logs, masked. */

const README = `What "hal-listener diagnose --bundle" collected:

  diagnose.json     each check with its result
  config.json       each setting, its value and where it came from; secrets are only (set) or (not set)
  events.jsonl      starts, stops and crashes
  HAL.SPLITTER.LOG  the end of the event log, without its debug lines
  gateway.log       the end of the list of connections and questions

Names of users and machines, addresses and secrets are replaced by marks such as <name 1>; the same mark stands for the
same name. Questions, answers and statements are left out. Read it through before you send it.
`;

/** Lines of each log. */
const MAX_LINES = 5_000;

/** @param words names and secrets that are replaced @returns the bytes of a zip file */
export async function createBundle(
  diagnosis: Diagnosis,
  results: readonly CheckResult[],
  words: MaskedWords,
): Promise<Uint8Array> {
  const { home, config, options } = diagnosis;
  const mask = new Mask(words);
  for (const { findings } of results)
    for (const { names = [] } of findings) for (const name of names) mask.add(name);
  const files: Readonly<Record<string, string>> = {
    'diagnose.json': formatJson(diagnoseJson(results)),
    'config.json': formatJson(configJson(options.configured)),
    'events.jsonl': withoutContents(readIfThere(path.join(home, HOME_FILES.events))),
    [LOG_FILES.events]: await tailOf(path.join(config.logDir, LOG_FILES.events)),
    [LOG_FILES.gateway]: await tailOf(path.join(config.logDir, LOG_FILES.gateway)),
  };
  // Twice, because a name may stand in a text before it is known for one.
  const once = Object.entries(files).map(([name, text]) => [name, mask.apply(text)] as const);
  const masked = once.map(([name, text]) => [name, strToU8(mask.apply(text))] as const);
  return zipSync({ 'README.txt': strToU8(README), ...Object.fromEntries(masked) });
}

/** The last lines of a log, without those that may hold records: at debug level every packet is written. */
async function tailOf(file: string): Promise<string> {
  const end = await endOfLog(file);
  if (end === undefined) return '';
  const lines: string[] = [];
  for await (const line of linesBefore(file, end)) {
    if (splitEventLine(line)?.level === 'debug') continue;
    lines.push(line);
    if (lines.length === MAX_LINES) break;
  }
  return withoutContents(lines.reverse().join('\n'));
}

/** Details that hold what people asked and what the database said, as a log writes them and as JSON does. */
const CONTENTS =
  /(?<![\w.])(question|answer|text|statement|output|prompt|reply|body|sent|received|packet|data|name|payee|record)=(?:"(?:[^"\\\n]|\\.)*"?|[^\s"]+)/g;
const JSON_CONTENTS =
  /"(question|answer|text|statement|output|prompt|reply|body|sent|received|packet|data|name|payee|record)":\s?"(?:[^"\\\n]|\\.)*"/g;

function withoutContents(text: string): string {
  return text.replaceAll(CONTENTS, '$1=<left out>').replaceAll(JSON_CONTENTS, '"$1":"<left out>"');
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file).toString('utf8');
  } catch {
    return '';
  }
}
