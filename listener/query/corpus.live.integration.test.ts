import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { loadFiles } from '../account/embedded/load.ts';
import { Rows } from '../account/rows.ts';
import { livePooledQms, liveQms } from '../account/testing/live-qm.ts';
import { TableAnswerer } from './answer.ts';
import builtIn from './intents.json' with { type: 'json' };
import { readTable } from './table/subject-table.ts';
import { CORPUS_NOW, openCorpusAccount } from './testing/asked-account.ts';
import { readCorpus, readFixture } from './testing/corpus.ts';
import { loadTarget } from './testing/live-load.ts';
import { prefixedTable } from './testing/prefixed-table.ts';
import { sampled } from './testing/sampled.ts';

/** The corpus through a real QM: the same answers as of the embedded account, by every driver. */
const clock = new FakeClock(CORPUS_NOW);
const writing = livePooledQms().find(({ missing }) => missing === '');
const log = { error() {}, warn() {}, info() {}, debug() {}, debugging: false };
const tuned = readCorpus().questions.filter(({ keptOut }) => !keptOut);

type Files = Readonly<Record<string, { readonly data?: Readonly<Record<string, unknown>> }>>;
const filesOf = (name: 'account' | 'family') => (readFixture(name) as { files: Files }).files;

/** The family's records are laid over those of the main account, as the embedded account is filled. */
function familyFiles(): Files {
  const [main, family] = [filesOf('account'), filesOf('family')];
  const laid = Object.entries(family).map(([name, file]) => [
    name,
    { ...main[name], ...file, data: { ...main[name]?.data, ...file.data } },
  ]);
  return { ...main, ...Object.fromEntries(laid) };
}

describe.skipIf(writing === undefined).each([
  { name: 'main', prefix: 'HLT.Q.', files: filesOf('account') },
  { name: 'family', prefix: 'HLT.F.', files: familyFiles() },
] as const)('the corpus of the $name account in a real QM', ({ name, prefix, files }) => {
  const table = readTable(JSON.stringify(prefixedTable(builtIn, prefix)));
  const questions = tuned.filter(({ account }) => account === name);

  beforeAll(async () => {
    const account = writing!.account();
    const renamed = Object.fromEntries(
      Object.entries(files).map(([file, content]) => [`${prefix}${file}`, content]),
    );
    await loadFiles(loadTarget(account), { files: renamed }, { today: 0 });
    await account.close();
  });
  afterAll(async () => {
    const account = writing!.account();
    for (const file of Object.keys(files)) await account.execute(`DELETE.FILE ${prefix}${file}`);
    await account.close();
  });

  for (const { driver, missing, account: open } of liveQms()) {
    // A process a statement: a part of the questions is as good.
    const oneIn = driver === 'command' ? 12 : 1;
    it.skipIf(missing !== '')(
      `answers as the embedded account does, over ${driver}`,
      { timeout: 300_000 },
      async () => {
        const account = open({ sessions: 1 });
        const embedded = await openCorpusAccount(name);
        const answerer = new TableAnswerer({
          rows: new Rows(account, {}, clock),
          table: () => table,
          log,
          timeoutMs: 30_000,
          clock,
        });
        const context = { signal: new AbortController().signal, owner: 'corpus', session: 'corpus' };
        const other: string[] = [];
        for (const { ask, after } of sampled(questions, oneIn)) {
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
