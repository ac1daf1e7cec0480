import { statSync } from 'node:fs';
import path from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import { LOG_LEVELS } from '../../contract/log-line.ts';
import type { LogMatches, LogName, LogPattern, LogRows, LogSource } from '../../contract/panel-logs.ts';
import type { Status } from '../../contract/status.ts';
import { generation } from '../../lib/log-generations.ts';
import { completesWithin } from '../../lib/time-limit.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { comoRecord } from './como-record.ts';
import { NO_LEVEL } from './line-scan.ts';
import { type LogDownload, logDownload } from './log-download.ts';
import { epochCounter, LogIndex } from './log-index.ts';
import { type ErrorRequest, LogView, type RowsRequest } from './log-view.ts';
import { searchInThread } from './search-thread.ts';

export type LevelName = (typeof LOG_LEVELS)[number];

export interface PanelLogsOptions {
  readonly logDir: string;
  /** The HAL account's folder on this machine, where QM keeps `$COMO`. */
  readonly accountDir: string | undefined;
  /** JavaScript of the search thread. */
  readonly searchProgram: string;
  /** The listener that answers now. */
  status(): Pick<Status, 'origin' | 'userNo'> | undefined;
}

/** How long a first look at a big log may keep its answer, ms: then what has been read so far is shown. */
const MAX_WAIT_MS = 400;

/** The logs on disk. They are read whether a listener runs or not. */
export class PanelLogs {
  readonly #options: PanelLogsOptions;
  readonly #indexes = new Map<string, LogIndex>();
  /** One count for all: the `$COMO` record of the next phantom is another file under the same name. */
  readonly #nextEpoch = epochCounter();
  /** QM's number of our phantom: its record says why it ended, so it is remembered beyond that. */
  #qmUserNo: number | undefined;

  constructor(options: PanelLogsOptions) {
    this.#options = options;
  }

  sources(): LogSource[] {
    return (['events', 'gateway', 'como'] as const).flatMap((log) => {
      const file = this.#file(log);
      if (file === undefined) return [];
      return [{ log, name: path.basename(file), file, bytes: bytesOf(file), levels: log === 'events' }];
    });
  }

  async rows(log: LogName, level: LevelName | undefined, request: RowsRequest): Promise<LogRows> {
    const index = await this.#index(log);
    return withFileErrors(new LogView(index, level).rows(request), index.path);
  }

  async nearestError(
    log: LogName,
    level: LevelName | undefined,
    request: ErrorRequest,
  ): Promise<number | null> {
    const index = await this.#index(log);
    return withFileErrors(new LogView(index, level).nearestError(request), index.path);
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
      minLevel: level === undefined ? undefined : LOG_LEVELS.indexOf(level),
      firstRow: new LogView(index, level).first,
      previousLevel: index.first > 0 ? index.rows.level(index.first - 1) : NO_LEVEL,
      pattern,
    };
    const found = await searchInThread(search, { program: this.#options.searchProgram, signal });
    return { epoch, rows: [...found.rows], total: found.total };
  }

  /** The whole log, oldest line first. @throws PanelError NO_LOG */
  async download(log: LogName): Promise<LogDownload & { readonly name: string }> {
    const file = this.#file(log);
    const files = file === undefined ? [] : generations(file).reverse();
    if (file === undefined || files.length === 0) throw noLog(log);
    return { name: path.basename(file), ...(await withFileErrors(logDownload(files), file)) };
  }

  async #index(log: LogName): Promise<LogIndex> {
    const file = this.#file(log);
    if (file === undefined) throw noLog(log);
    const index = this.#indexes.get(file) ?? new LogIndex(log, file, this.#nextEpoch);
    this.#indexes.set(file, index);
    const refresh = withFileErrors(index.refresh(), file);
    await completesWithin(MAX_WAIT_MS, refresh);
    return index;
  }

  #file(log: LogName): string | undefined {
    return log === 'como' ? this.#como() : path.join(this.#options.logDir, LOG_FILES[log]);
  }

  #como(): string | undefined {
    const status = this.#options.status();
    if (status !== undefined) this.#qmUserNo = status.origin === 'qm' ? status.userNo : undefined;
    const { accountDir } = this.#options;
    if (this.#qmUserNo === undefined || accountDir === undefined) return undefined;
    return comoRecord(accountDir, this.#qmUserNo);
  }
}

function noLog(log: LogName): PanelError {
  return new PanelError(
    'NO_LOG',
    `${log === 'como' ? 'The $COMO record' : LOG_FILES[log]} does not exist yet.`,
  );
}

async function withFileErrors<T>(work: Promise<T>, file: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PanelError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new PanelError('FAILED', `Cannot read ${file}: ${why}.`, 'Fix its permissions, then try again.');
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
