import { expect, it } from 'vitest';
import { describeMachine, thisMachine } from './machine.ts';

const machine = {
  date: '2026-11-29T08:33:16.000Z',
  processor: 'AMD EPYC',
  cores: 2,
  platform: 'linux x64',
  node: 'v20.20.2',
  load: 0.04,
  tellsOthers: true,
};

it('says machine, Node, date and load', () => {
  expect(describeMachine(machine)).toBe(
    'Measured 2026-11-29 08:33 UTC: Node v20.20.2, linux x64, 2 cores (AMD EPYC), load 0.0 at the beginning.',
  );
});

it('says so where the system does not tell who else was busy', () => {
  expect(describeMachine({ ...machine, tellsOthers: false })).toContain('does not tell');
});

it('reads this one', () => {
  const here = thisMachine(new Date(0), true);
  expect(here).toMatchObject({ date: '1970-01-01T00:00:00.000Z', node: process.version });
  expect(here.cores).toBeGreaterThan(0);
});
