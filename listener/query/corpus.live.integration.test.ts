import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { loadFiles } from '../account/embedded/load.ts';
import { Rows } from '../account/rows.ts';
import { livePooledQms, liveQms } from '../account/testing/live-qm.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './subject-table.ts';
import { CORPUS_NOW, openAskedAccount } from './testing/asked-account.ts';
import { readCorpus, readFixture } from './testing/corpus.ts';
import { loadTarget } from './testing/live-load.ts';
import { prefixedTable } from './testing/prefixed-table.ts';

/** The corpus through a real QM: the same answers as of the embedded account, by every driver. */
const PREFIX = 'HLT.Q.';
const clock = new FakeClock(CORPUS_NOW);
const writing = livePooledQms().find(({ missing }) => missing === '');
const { files } = readFixture('account') as { files: Readonly<Record<string, object>> };
const table = readTable(JSON.stringify(prefixedTable(builtIn, PREFIX)));
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const main = readCorpus().questions.filter(({ account, keptOut }) => account === 'main' && !keptOut);

describe.skipIf(writing === undefined)('the corpus in a real QM', () => {
  beforeAll(async () => {
    const account = writing!.account();
    const target = loadTarget(account);
    const renamed = Object.fromEntries(
      Object.entries(files).map(([name, file]) => [`${PREFIX}${name}`, file]),
    );
    await loadFiles(target, { files: renamed }, { today: 0 });
    await account.close();
  });
  afterAll(async () => {
    const account = writing!.account();
    for (const name of Object.keys(files)) await account.execute(`DELETE.FILE ${PREFIX}${name}`);
    await account.close();
  });

  for (const { driver, missing, account: open } of liveQms()) {
    // A process a statement: a part of the questions is as good.
    const step = driver === 'command' ? 12 : 1;
    it.skipIf(missing !== '')(
      `answers as the embedded account does, over ${driver}`,
      { timeout: 300_000 },
      async () => {
        const account = open({ sessions: 1 });
        const embedded = await openAskedAccount('main');
        const answerer = new TableAnswerer({
          rows: new Rows(account, {}, clock),
          table: () => table,
          log,
          timeoutMs: 30_000,
          clock,
        });
        const context = { signal: new AbortController().signal, owner: 'corpus', session: 'corpus' };
        const other: string[] = [];
        for (const { ask, after } of main.filter((_, index) => index % step === 0)) {
          const { text } = await answerer.answer({ text: ask, intent: undefined, earlier: after }, context);
          const expected = await embedded.ask(ask, after);
          // Which subjects are known to be there may differ: what can be asked about is said in declines only.
          if (text !== expected.text && expected.declined === undefined)
            other.push(`${ask}\n  ${text}\n  ${expected.text}`);
        }
        await embedded.close();
        await account.close();
        expect(other).toEqual([]);
      },
    );
  }
});
