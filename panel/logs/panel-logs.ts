import { statSync } from 'node:fs';
import path from 'node:path';
import { LOG_FILES } from '../../contract/home-files.ts';
import {
  type LogFilter,
  type LogMatches,
  type LogName,
  type LogPattern,
  type LogRows,
  type LogSource,
  MAX_MATCHES,
} from '../../contract/panel-logs.ts';
import type { Status } from '../../contract/status.ts';
import { generation } from '../../lib/log-generations.ts';
import { completesWithin } from '../../lib/time-limit.ts';
import { PanelError } from '../../wording/panel-error.ts';
import { comoRecord } from './como-record.ts';
import type { LineMatches } from './line-matches.ts';
import { type LogDownload, logDownload, rowsDownload } from './log-download.ts';
import { isFiltering, LogFilters } from './log-filters.ts';
import { epochCounter, LogIndex } from './log-index.ts';
import { type ErrorRequest, LogView, type RowsRequest } from './log-view.ts';
import { searchInThread } from './search-thread.ts';

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
  readonly #filters: LogFilters;
  /** QM's number of our phantom: its record says why it ended, so it is remembered beyond that. */
  #qmUserNo: number | undefined;

  constructor(options: PanelLogsOptions) {
    this.#options = options;
    this.#filters = new LogFilters((query) => searchInThread(query, options.searchProgram));
  }

  sources(): LogSource[] {
    return (['events', 'gateway', 'como'] as const).flatMap((log) => {
      const file = this.#file(log);
      if (file === undefined) return [];
      return [{ log, name: path.basename(file), file, bytes: bytesOf(file), levels: log === 'events' }];
    });
  }

  async rows(log: LogName, filter: LogFilter, request: RowsRequest): Promise<LogRows> {
    const index = await this.#index(log);
    const { view, matches } = await this.#view(index, filter);
    const rows = await withFileErrors(view.rows(request), index.path);
    return matches === undefined ? rows : { ...rows, read: Math.min(rows.read, matches.share) };
  }

  async nearestError(log: LogName, filter: LogFilter, request: ErrorRequest): Promise<number | null> {
    const index = await this.#index(log);
    const { view } = await this.#view(index, filter);
    return withFileErrors(view.nearestError(request), index.path);
  }

  /** Where a pattern matches among the filtered lines. */
  async search(
    log: LogName,
    filter: LogFilter,
    pattern: LogPattern,
    signal: AbortSignal,
  ): Promise<LogMatches> {
    const index = await this.#index(log);
    const matches = this.#filters.matches(index, { log, fields: [], pattern });
    const { epoch } = index;
    await withFileErrors(matches.complete(signal), index.path);
    const { view } = await this.#view(index, filter);
    // The log was emptied meanwhile: rows are others now.
    if (index.epoch !== epoch) return this.search(log, filter, pattern, signal);
    const rows = view.rowsOf(matches.rows);
    return { epoch, rows: rows.slice(0, MAX_MATCHES), total: rows.length };
  }

  /** The whole log, or what passes the filter; oldest line first. @throws PanelError NO_LOG */
  async download(
    log: LogName,
    filter: LogFilter,
    signal: AbortSignal,
  ): Promise<LogDownload & { readonly name: string }> {
    const file = this.#file(log);
    const files = file === undefined ? [] : generations(file).reverse();
    if (file === undefined || files.length === 0) throw noLog(log);
    const name = path.basename(file);
    if (!isFiltering(filter)) return { name, ...(await withFileErrors(logDownload(files), file)) };
    const index = await this.#index(log);
    await withFileErrors(index.refresh(), file);
    const matches = this.#filters.matchesOf(index, filter);
    if (matches !== undefined) await withFileErrors(matches.complete(signal), file);
    const { view } = await this.#view(index, filter);
    return {
      name: `filtered-${name}`,
      ...(await withFileErrors(rowsDownload(index, view.logRows()), file)),
    };
  }

  /** The filtered log as far as it has been looked through. */
  async #view(
    index: LogIndex,
    filter: LogFilter,
  ): Promise<{ readonly view: LogView; readonly matches: LineMatches | undefined }> {
    const matches = this.#filters.matchesOf(index, filter);
    if (matches !== undefined) {
      await completesWithin(MAX_WAIT_MS, withFileErrors(matches.refresh(), index.path));
    }
    return { view: new LogView(index, this.#filters.filteredRows(index, filter)), matches };
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
