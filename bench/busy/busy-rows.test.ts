import { expect, it } from 'vitest';
import { NOTHING, type Row, skipped } from '../row.ts';
import { rowsBeside } from './busy-rows.ts';

const row: Row = {
  what: 'w',
  ours: '1 ms',
  yardstick: NOTHING,
  ratio: NOTHING,
  aim: '≤ 2 ms',
  verdict: 'met',
};
const BUSY = { cores: 0.8, names: ['tsc', 'vitest'] };

it('prints rows of a machine at rest, and of one that does not tell', () => {
  expect(rowsBeside({ cores: 0.02, names: ['sshd'] }, 'memory', [row], false)).toEqual([row]);
  expect(rowsBeside(undefined, 'memory', [row], false)).toEqual([row]);
});

it('prints none of a busy machine, but who was busy', () => {
  expect(rowsBeside(BUSY, 'memory', [row, row], false)).toEqual([
    skipped('the group `memory`', NOTHING, 'other programs used 0.8 of a core: tsc, vitest'),
  ]);
});

it('marks them where they are wanted all the same', () => {
  const left = skipped('x', NOTHING, 'no QM');
  expect(rowsBeside(BUSY, 'memory', [row, left], true)).toEqual([
    { ...row, verdict: 'met; on a busy machine: other programs used 0.8 of a core: tsc, vitest' },
    left,
  ]);
});
