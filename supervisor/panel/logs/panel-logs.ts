import { createReadStream, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { LOG_FILES } from '../../../contract/log-files.ts';
import { generation } from '../../../contract/log-generations.ts';
import { PanelError } from '../../../contract/panel-errors.ts';
import type { LogMatches, LogName, LogPattern, LogRows, LogSource } from '../../../contract/panel-logs.ts';
import { LOG_LEVEL_NAMES, type Status } from '../../../contract/status.ts';
import { NO_LEVEL } from './line-levels.ts';
import { LogIndex } from './log-index.ts';
import { LogView } from './log-view.ts';
import { searchInThread } from './search-thread.ts';

export type LevelName = (typeof LOG_LEVEL_NAMES)[number];

export interface LogPlaces {
  readonly logDir: string;
  /** The HAL account's folder on this machine, where QM keeps `$COMO`. */
  readonly accountDir: string | undefined;
  /** JavaScript of the search thread. */
  readonly searchProgram: string;
  /** The listener that answers now. */
  phantom(): Pick<Status, 'origin' | 'userNo'> | undefined;
}

/** How long a first look at a big log may keep its answer, ms: then what has been read so far is shown. */
const FIRST_LOOK_MS = 400;

/** The logs on disk. They are read whether a listener runs or not. */
export class PanelLogs {
  readonly #places: LogPlaces;
  readonly #indexes = new Map<string, LogIndex>();

  constructor(places: LogPlaces) {
    this.#places = places;
  }

  sources(): LogSource[] {
    return (['events', 'gateway', 'como'] as const).flatMap((log) => {
      const file = this.#file(log);
      if (file === undefined) return [];
      return [{ log, name: path.basename(file), file, bytes: bytesOf(file), levels: log === 'events' }];
    });
  }

  async rows(log: LogName, level: LevelName | undefined, from: number, count: number): Promise<LogRows> {
    const index = await this.#index(log);
    return reading(new LogView(index, level).rows(from, count), index.path);
  }

  async nearestError(
    log: LogName,
    level: LevelName | undefined,
    from: number,
    towards: 'next' | 'previous',
  ): Promise<number | null> {
    return new LogView(await this.#index(log), level).nearestError(from, towards);
  }

  async search(
    log: LogName,
    level: LevelName | undefined,
    pattern: LogPattern,
    signal: AbortSignal,
  ): Promise<LogMatches> {
    const index = await this.#index(log);
    const { epoch, path: file, segments } = index;
    const search = {
      log,
      path: file,
      segments: segments.map(({ id, bytes }) => ({ id, bytes })),
      least: level === undefined ? undefined : LOG_LEVEL_NAMES.indexOf(level),
      firstRow: new LogView(index, level).first,
      before: index.first > 0 ? index.rows.level(index.first - 1) : NO_LEVEL,
      pattern,
    };
    const found = await searchInThread(search, { program: this.#places.searchProgram, signal });
    return { epoch, rows: [...found.rows], total: found.total };
  }

  /** The whole log, oldest line first. @throws PanelError NO_LOG */
  download(log: LogName): { readonly name: string; content(): AsyncGenerator<Uint8Array> } {
    const file = this.#file(log);
    const files = file === undefined ? [] : generations(file).reverse();
    if (file === undefined || files.length === 0) throw noLog(log);
    return {
      name: path.basename(file),
      content: async function* () {
        for (const each of files) yield* createReadStream(each) as AsyncIterable<Uint8Array>;
      },
    };
  }

  async #index(log: LogName): Promise<LogIndex> {
    const file = this.#file(log);
    if (file === undefined) throw noLog(log);
    const index = this.#indexes.get(file) ?? new LogIndex(log, file);
    this.#indexes.set(file, index);
    const look = reading(index.refresh(), file);
    look.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, FIRST_LOOK_MS);
    });
    await Promise.race([look, patience]).finally(() => clearTimeout(timer));
    return index;
  }

  #file(log: LogName): string | undefined {
    return log === 'como' ? this.#como() : path.join(this.#places.logDir, LOG_FILES[log]);
  }

  /** QM names it `PH<user>_<DDMMYY>_<HHMMSS>`; the newest of our user number is ours. */
  #como(): string | undefined {
    const phantom = this.#places.phantom();
    const { accountDir } = this.#places;
    if (phantom?.origin !== 'qm' || accountDir === undefined) return undefined;
    const folder = path.join(accountDir, '$COMO');
    const ours = listed(folder).filter((name) => new RegExp(`^PH0*${phantom.userNo}_\\d+_\\d+$`).test(name));
    const dated = ours.map((name) => ({ name, at: statSync(path.join(folder, name)).mtimeMs }));
    const newest = dated.sort((one, other) => other.at - one.at)[0];
    return newest && path.join(folder, newest.name);
  }
}

function noLog(log: LogName): PanelError {
  return new PanelError('NO_LOG', `There is no ${log === 'como' ? '$COMO record' : LOG_FILES[log]} yet.`);
}

async function reading<T>(work: Promise<T>, file: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PanelError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('FAILED', `${file} cannot be read: ${why}.`, 'Mend its rights, then look again.');
  }
}

/** The files of a log, newest first. */
function generations(file: string): string[] {
  const files: string[] = [];
  for (let number = 0, gaps = 0; gaps < 2; number += 1) {
    const name = generation(file, number);
    const there = statSync(name, { throwIfNoEntry: false }) !== undefined;
    if (there) files.push(name);
    gaps = there ? 0 : gaps + 1;
  }
  return files;
}

function bytesOf(file: string): number | null {
  const files = generations(file);
  if (files.length === 0) return null;
  return files.reduce((sum, each) => sum + (statSync(each, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
