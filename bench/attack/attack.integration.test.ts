import path from 'node:path';
import { expect, it } from 'vitest';
import { attack } from './attack.ts';
import { internalDetail } from './outcome.ts';
import { Random } from './random.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/hal-listener.cjs');

it('withstands a short attack (npm run attack runs a long one)', async () => {
  const seed = 20_261_129;
  const { outcomes, problems } = await attack({
    program: PROGRAM,
    seed,
    frames: 3_000,
    requests: 1_000,
    packets: 20_000,
    questions: 20,
    waitsForStableMemory: false,
    note: () => undefined,
  });
  expect(problems, `seed ${seed}`).toEqual([]);
  expect(outcomes.at(-1)?.kind).toMatch(/ [1-9]\d* corrupted/);
  for (const { sent, answers } of outcomes) expect([sent > 0, answers > 0]).toEqual([true, true]);
});

it('repeats an attack from its seed', () => {
  const sequence = () => {
    const random = new Random(7).branch(3);
    return Array.from({ length: 20 }, () => random.below(1_000));
  };
  expect(sequence()).toEqual(sequence());
  expect(new Set(sequence()).size).toBeGreaterThan(15);
});

it('distinguishes internal details from answers', () => {
  for (const text of [
    'at x (/app/hal.cjs:10:2)',
    'TypeError: x',
    'connect ECONNREFUSED',
    'LIST MEDICATION CSV X',
  ]) {
    expect(internalDetail(text)).toBeDefined();
  }
  for (const text of [
    'You are taking 3 medications.',
    'That took too long.',
    '{"type":"error","code":"BAD_JSON"}',
  ]) {
    expect(internalDetail(text)).toBeUndefined();
  }
});
