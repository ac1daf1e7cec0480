import { join } from 'node:path';
import { guarded } from '../lib/background.ts';
import type { Clock } from '../lib/clock.ts';
import type { Account } from './account/account.ts';
import { Encoding } from './account/encoding.ts';
import { AccountError } from './account/errors.ts';
import { Rows } from './account/rows.ts';
import { type Config, ConfigError } from './config/config.ts';
import type { Log } from './log/log-line.ts';
import { TableAnswerer } from './query/answer.ts';
import type { Answerer } from './query/answerer.ts';
import { Assist } from './query/assist/assist.ts';
import { AssistedAnswerer } from './query/assist/assisted-answerer.ts';
import { HalQuery, HalQueryAnswerer } from './query/hal-query.ts';
import type { Knowledge } from './query/reading/knowledge.ts';
import type { SubjectTable } from './query/table/subject-table.ts';
import { TableError } from './query/table/table-error.ts';
import { INTENTS_FILE, TableFile } from './query/table/table-file.ts';

export interface AnswererOptions {
  readonly config: Pick<
    Config,
    | 'home'
    | 'halQuery'
    | 'qmEncoding'
    | 'scaledAmounts'
    | 'timeoutMs'
    | 'deadlineMs'
    | 'logQuestions'
    | 'assistUrl'
    | 'assistModel'
    | 'assistTimeoutMs'
    | 'assistKey'
  >;
  readonly account: Account;
  readonly log: Log;
  readonly clock: Clock;
  /** Answers instead of the home's own table, which is not read then, or the built-in one. */
  readonly table?: SubjectTable;
}

/** The answerer of a listener: the intent table, with the account's HAL.QUERY before or after it. */
export interface ListenerAnswerer {
  readonly answerer: Answerer;
  /** What is known of the account's names. */
  readonly knowledge: () => Knowledge;
  /** Reads the names that are not known yet, behind the scenes. */
  readonly readNames: () => void;
  readonly table: Pick<TableFile, 'reload'>;
  close(): void;
}

/** @throws ConfigError if the user's intent table is invalid */
export async function createAnswerer({
  config,
  account,
  log,
  clock,
  table: given,
}: AnswererOptions): Promise<ListenerAnswerer> {
  const table =
    given === undefined ? await openTable(join(config.home, INTENTS_FILE), log) : fixedTable(given);
  const encoding = new Encoding(config.qmEncoding);
  const answerer = new TableAnswerer({
    rows: new Rows(account, config.scaledAmounts, clock, encoding),
    table: () => table.table,
    log,
    timeoutMs: config.timeoutMs,
    clock,
  });
  guarded('warm-up', () => warmUp(answerer, account))();
  const { halQuery: when } = config;
  const withHalQuery =
    when === 'off'
      ? answerer
      : new HalQueryAnswerer(answerer, new HalQuery({ account, log, clock, encoding }), when);
  return {
    answerer: withAssist(withHalQuery, answerer, { config, log, clock }),
    knowledge: () => answerer.knowledge(),
    readNames: guarded('names for speech', () => unlessRefused(() => answerer.warmUp())),
    table,
    close: () => table.close(),
  };
}

/** Adds the language model, if configured, as the last resort. */
function withAssist(
  answerer: Answerer,
  table: TableAnswerer,
  { config, log, clock }: Omit<AnswererOptions, 'account'>,
): Answerer {
  const { assistUrl: url, assistModel: model, assistKey: key, assistTimeoutMs: timeoutMs } = config;
  if (url === undefined || model === undefined) return answerer;
  const { logQuestions, deadlineMs } = config;
  log.info('language model enabled for questions that are not understood', {
    host: new URL(url).host,
    model,
  });
  const assist = new Assist({ url, key, model, timeoutMs, logQuestions, log, clock });
  return new AssistedAnswerer({ answerer, table, assist, deadlineMs, clock });
}

/** Reads a large embedded account at start, in slices, so that the first question does not wait for it. */
async function warmUp(answerer: TableAnswerer, account: Account): Promise<void> {
  await unlessRefused(async () => {
    if (await account.isLarge?.()) await answerer.warmUp();
  });
}

async function unlessRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // The next question reports the error.
    if (!(error instanceof AccountError)) throw error;
  }
}

function fixedTable(table: SubjectTable): Pick<TableFile, 'table' | 'reload' | 'close'> {
  return { table, reload: () => false, close: () => undefined };
}

async function openTable(path: string, log: Log): Promise<TableFile> {
  try {
    return await TableFile.open(path, log);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    throw new ConfigError(`the intent table ${path} is invalid: ${error.message}. Fix or remove it`);
  }
}
