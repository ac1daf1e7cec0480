import { expect, it } from 'vitest';
import { readQmFacts } from './qm-facts.ts';

/** As ScarletDME 2.6-6 prints it. */
const listing = (cells: string) => ({
  output: `@ID,DATE(),TIME(),SYSTEM(1013),SYSTEM(32)\n${cells}\n1 record(s) listed`,
  status: 1,
});

it('reads clock, seats and folder', async () => {
  expect(
    await readQmFacts({ execute: async () => listing('LIST,21517,60412,40,/work space/qmsys') }),
  ).toEqual({
    wallClock: Date.UTC(2026, 10, 28, 16, 46, 52),
    seats: 40,
    folder: '/work space/qmsys',
  });
});

it('leaves out what this QM does not tell', async () => {
  expect(await readQmFacts({ execute: async () => listing('LIST,21517,0.5,0,') })).toEqual({
    wallClock: Date.UTC(2026, 10, 28, 0, 0, 0, 500),
    seats: undefined,
    folder: undefined,
  });
  expect(
    await readQmFacts({ execute: async () => listing('LIST,28 NOV 2026,08:00,40,/qm') }),
  ).toBeUndefined();
  const refuses = { execute: async () => ({ output: "Unrecognised function 'SYSTEM'", status: -3 }) };
  await expect(readQmFacts(refuses)).rejects.toMatchObject({ code: 'BAD_STATEMENT' });
});
