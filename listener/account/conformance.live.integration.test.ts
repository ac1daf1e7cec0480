import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import type { Account } from './account.ts';
import { Rows } from './rows.ts';
import { CONFORMANCE_FILES, describeRecorded, describeRecords, describeRows } from './testing/conformance.ts';
import { livePooledQms, liveQms } from './testing/live-qm.ts';
import { qmStage, record, stageFiles } from './testing/stage.ts';

const PREFIX = 'HLT.';
/** What no QM can be given by a statement alone, and the embedded account not at all. */
const ODD = 'HAL.LISTENER.ODD';

const writing = livePooledQms().find(({ missing }) => missing === '');

describe.skipIf(writing === undefined)('a real QM, for every driver', () => {
  beforeAll(async () => {
    const stage = qmStage(writing!.account());
    await stageFiles(stage, CONFORMANCE_FILES, PREFIX);
    const dict = {
      NOTE: record('D', '1', '', 'Note', '10T', 'S'),
      MORE: record('D', '2', '', 'More', '10L', 'S'),
      DUE: record('I', 'F3 + 1', 'D2/E', 'Due', '8R', 'S'),
      F3: record('D', '3', '', 'Day', '8R', 'S'),
      PICK: record('A', '3', 'Pick', '', '', '', 'D2/', '', 'R', '8'),
    };
    const data = {
      O1: record('line\nof text', 'a\nb, "c"\nd', '20000'),
      O2: record('\n', 'x\n', ''),
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, index) => [`P${index}`, record('plain', 'row', '1')]),
      ),
    };
    await stageFiles(stage, { [ODD]: { dict, data } }, '');
    await stage.account.close();
  });
  afterAll(async () => {
    const stage = qmStage(writing!.account());
    for (const name of Object.keys(CONFORMANCE_FILES)) await stage.deleteFile(`${PREFIX}${name}`);
    await stage.deleteFile(ODD);
    await stage.account.close();
  });

  for (const { driver, missing, account: open } of liveQms()) {
    describe.skipIf(missing !== '')(`over ${driver}${missing && ` (skipped: ${missing})`}`, () => {
      let account: Account;
      const subject = { account: () => account, prefix: PREFIX };
      beforeAll(() => {
        account = open({ sessions: 1 });
      });
      afterAll(() => account.close());

      describeRecorded(subject);
      describeRows(subject);
      describeRecords(subject);

      it('stops a statement that runs too long; its seat is free again, and the next query is answered', async () => {
        const result = account.execute('SLEEP 60', { timeoutMs: 300 });
        await expect(result).rejects.toMatchObject({ code: 'TIMEOUT' });
        expect((await account.execute('WHO')).output).toMatch(/^\d+ /);
        await expect.poll(() => account.status().seats?.used, { timeout: 10_000 }).toBeLessThanOrEqual(1);
      });

      it('keeps line breaks inside cells, and each of 62 rows', async () => {
        const rows = await new Rows(account, {}, systemClock).list(`SORT ${ODD} NOTE MORE`);
        expect(rows).toHaveLength(62);
        expect(rows.slice(0, 3)).toEqual([
          { '@ID': 'O1', NOTE: 'line\nof text', MORE: 'a\nb, "c"\nd' },
          { '@ID': 'O2', NOTE: '\n', MORE: 'x\n' },
          { '@ID': 'P0', NOTE: 'plain', MORE: 'row' },
        ]);
      });

      it('returns dates of computed and Pick fields in ISO, even with a European DATE.FORMAT', async () => {
        const rows = new Rows(account, {}, systemClock);
        const result = () => rows.list(`LIST ${ODD} DUE PICK WITH @ID = "O1"`);
        const day = [{ '@ID': 'O1', DUE: '2022-10-04', PICK: '2022-10-03' }];
        expect(await result()).toEqual(day);
        await account.execute('DATE.FORMAT ON');
        expect(await result()).toEqual(day);
        await account.execute('DATE.FORMAT OFF');
      });
    });
  }
});
