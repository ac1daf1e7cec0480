import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { livePooledQms } from '../account/testing/live-qm.ts';
import { MARK } from '../account/text.ts';
import { HalQuery } from './hal-query.ts';

const NAME = 'HLT.QUERY';
const FILE = 'HLT.BP';
const SOURCE = [
  `SUBROUTINE ${NAME}(TEXT, SESSION.ID, INTENT, REPLY, ACTION, ROWS)`,
  'BEGIN CASE',
  "CASE TEXT = 'abort'",
  "ABORT 'gave up'",
  "CASE TEXT = 'prompt'",
  'INPUT X',
  "CASE TEXT = 'answer'",
  "REPLY = 'Session ':SESSION.ID",
  "INTENT = 'CASTLE'",
  "ROWS = 'NAME':@VM:'KEYS'",
  `ROWS<2> = "Sch":CHAR(195):CHAR(182):"nbrunn":@VM:"1":@SVM:"2"`,
  'END CASE',
  'RETURN',
  'END',
].join(MARK.field);

for (const { driver, missing, account } of livePooledQms()) {
  describe.skipIf(missing !== '')(
    `HAL.QUERY in a real QM over ${driver}${missing && ` (skipped: ${missing})`}`,
    () => {
      const lines: string[] = [];
      const warn = (message: string, details?: object) =>
        void lines.push(`${message} ${Reflect.get(details ?? {}, 'code')}`);
      const log = { error: warn, warn, info() {}, debug() {}, debugging: false };
      const hal = missing === '' ? account({ sessions: 1 }) : undefined;
      const halQuery = (name: string) => {
        if (hal === undefined) throw new Error(missing);
        return new HalQuery({ account: hal, log, clock: systemClock, name, timeoutMs: 1_000 });
      };
      const ask = (text: string, name = NAME) =>
        halQuery(name).ask(
          { text, intent: undefined },
          { signal: new AbortController().signal, owner: 'live', session: '5e551011' },
        );

      beforeAll(async () => {
        await hal?.execute(`CREATE.FILE ${FILE} DIRECTORY`);
        await hal?.write(FILE, NAME, SOURCE);
        expect((await hal?.execute(`BASIC ${FILE} ${NAME}`))?.output).toContain('0 error');
        await hal?.execute(`CATALOG ${FILE} ${NAME} NO.QUERY`);
      });
      afterAll(async () => {
        await hal?.execute(`DELETE.CATALOG ${NAME}`).catch(() => {});
        for (const file of [FILE, `${FILE}.OUT`]) await hal?.execute(`DELETE.FILE ${file}`).catch(() => {});
        await hal?.close();
      });

      it('answers, with rows', async () => {
        expect(await ask('answer')).toMatchObject({
          text: 'Session 5e551011',
          intent: 'CASTLE',
          rows: [{ NAME: 'Schönbrunn', KEYS: ['1', '2'] }],
        });
      });

      it('declines, aborts or is not there, and the session goes on', async () => {
        const before = hal?.sessions().map(({ userNo }) => userNo);
        expect(await ask('something else')).toBeUndefined();
        expect(await ask('abort')).toBeUndefined();
        expect(await ask('answer', 'HLT.NOT.THERE')).toBeUndefined();
        expect(await ask('answer')).toMatchObject({ intent: 'CASTLE' });
        expect(hal?.sessions().map(({ userNo }) => userNo)).toEqual(before);
        expect(lines.splice(0)).toEqual([expect.stringMatching(/ ABORTED$/)]);
      });

      // QM asks nobody then, and waits for ever (docs/qmclient.md §0 H6).
      it('waits for input: its session is given up, and the next question has another', async () => {
        expect(await ask('prompt')).toBeUndefined();
        expect(lines.splice(0)).toEqual([expect.stringMatching(/ TIMEOUT$/)]);
        expect(await ask('answer')).toMatchObject({ intent: 'CASTLE' });
      });
    },
  );
}
