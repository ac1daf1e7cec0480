import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import type { Account } from '../../account/account.ts';
import { loadFiles } from '../../account/embedded/load.ts';
import { openEmbeddedAccount } from '../../account/embedded/open.ts';
import { Rows } from '../../account/rows.ts';
import type { Reply } from '../../protocol/reply.ts';
import { TableAnswerer } from '../answer.ts';
import builtIn from '../intents.json' with { type: 'json' };
import type { Knowledge } from '../reading/knowledge.ts';
import { readTable } from '../table/subject-table.ts';
import { type CorpusQuestion, readFixture } from './corpus.ts';
import { type Fixture, fixtureOf } from './oracle.ts';

/** The corpus' own clock: Monday, 23 November 2026, ten in the morning. */
export const CORPUS_NOW = new Date(2026, 10, 23, 10, 0, 0).getTime();

/** An account with the corpus' records, ready to be asked. */
export interface CorpusAccount {
  readonly fixture: Fixture;
  /** Asks as a client does, after the earlier questions of its session. */
  ask(text: string, earlier?: readonly string[]): Promise<Reply>;
  readonly table: TableAnswerer;
  /** What the engine knows by now of the account's names. */
  knowledge(): Knowledge;
  /** The same records, asked by an engine that knows nothing of them yet. */
  restarted(): CorpusAccount;
  close(): Promise<void>;
}

const SILENT = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };

/** Lists every file from its end, as another hash of the ids might. */
export class ReversedRows extends Rows {
  override async list(...asked: Parameters<Rows['list']>): ReturnType<Rows['list']> {
    return (await super.list(...asked)).toReversed();
  }
}

interface CorpusAccountOptions {
  readonly onStatement?: (statement: string) => void;
  /** How its listings are read. */
  readonly rowsOf?: typeof Rows;
  /** What it is loaded with instead of a document of the corpus. */
  readonly documentOf?: (document: unknown) => unknown;
}

/** @param name `family` lays `family.json` over the main account */
export async function openCorpusAccount(
  name: CorpusQuestion['account'],
  { onStatement, rowsOf = Rows, documentOf = (document) => document }: CorpusAccountOptions = {},
): Promise<CorpusAccount> {
  const names = name === 'family' ? (['account', 'family'] as const) : (['account'] as const);
  const documents = names.map((one) => documentOf(readFixture(one)));
  const home = await mkdtemp(path.join(tmpdir(), 'hal-corpus-'));
  const clock = new FakeClock(CORPUS_NOW);
  const account = await openEmbeddedAccount({
    folder: path.join(home, 'HAL'),
    name: 'HAL',
    clock,
    example: false,
  });
  // Relative days are not used: the corpus has one day only.
  for (const document of documents) await loadFiles(account, document, { today: 0 });
  const noting: Account = new Proxy<Account>(account, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      if (key !== 'execute') return value.bind(target);
      return (...args: Parameters<Account['execute']>) => {
        onStatement?.(args[0]);
        return target.execute(...args);
      };
    },
  });
  const fixture = fixtureOf(...documents);
  const context = { signal: new AbortController().signal, owner: 'corpus', session: 'corpus' };
  const start = (): CorpusAccount => {
    const table = readTable(JSON.stringify(builtIn));
    const answerer = new TableAnswerer({
      rows: new rowsOf(noting, {}, clock),
      table: () => table,
      log: SILENT,
      timeoutMs: 10_000,
      clock,
    });
    return {
      fixture,
      table: answerer,
      knowledge: () => answerer.knowledge(),
      ask: (text, earlier = []) => answerer.answer({ text, intent: undefined, earlier }, context),
      restarted: start,
      close: async () => {
        await account.close();
        await rm(home, { recursive: true, force: true });
      },
    };
  };
  return start();
}
