import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ALARM_HOLD_MS, type Level, type LevelState, NOT_RAISED, nextLevelState } from './levels.ts';

/** Feeds levels with the time before each. @returns the moments and directions of the changes */
function run(steps: readonly (readonly [number, Level])[], holdMs: number) {
  const changes: { readonly at: number; readonly raised: boolean }[] = [];
  let state: LevelState = NOT_RAISED;
  let now = 0;
  for (const [after, level] of steps) {
    now += after;
    const next = nextLevelState(state, level, holdMs, now);
    if (next.raised !== state.raised) changes.push({ at: now, raised: next.raised });
    state = next;
  }
  return changes;
}

const MINUTE = ALARM_HOLD_MS;

it('raises after a whole minute beyond the limit, and not for two halves', () => {
  expect(
    run(
      [
        [0, 'beyond'],
        [MINUTE - 1, 'beyond'],
      ],
      MINUTE,
    ),
  ).toEqual([]);
  expect(
    run(
      [
        [5, 'beyond'],
        [MINUTE, 'beyond'],
      ],
      MINUTE,
    ),
  ).toEqual([{ at: MINUTE + 5, raised: true }]);
  const halves = [
    [0, 'beyond'],
    [MINUTE / 2, 'between'],
    [1, 'beyond'],
    [MINUTE / 2, 'beyond'],
  ] as const;
  expect(run(halves, MINUTE)).toEqual([]);
});

it('raises at once without a hold', () => {
  expect(run([[0, 'beyond']], 0)).toEqual([{ at: 0, raised: true }]);
});

it('ends after a whole minute within the lower limit only', () => {
  const raised = [[0, 'beyond']] as const;
  expect(run([...raised, [MINUTE * 5, 'between'], [MINUTE * 5, 'between']], 0)).toHaveLength(1);
  expect(run([...raised, [1, 'within'], [MINUTE - 1, 'within']], 0)).toHaveLength(1);
  expect(run([...raised, [1, 'within'], [MINUTE, 'within']], 0)).toEqual([
    { at: 0, raised: true },
    { at: MINUTE + 1, raised: false },
  ]);
});

it('raises what is still beyond its limit a minute after a recovery', () => {
  const recovered = [
    [0, 'beyond'],
    [1, 'within'],
    [MINUTE, 'within'],
  ] as const;
  expect(run([...recovered, [1, 'beyond']], 0)).toHaveLength(2);
  expect(run([...recovered, [1, 'beyond'], [MINUTE - 1, 'beyond']], 0).at(-1)).toEqual({
    at: 2 * MINUTE + 1,
    raised: true,
  });
});

it('says at most one thing a minute, alarm and recovery in turn, whatever is measured', () => {
  const level = fc.constantFrom<Level>('beyond', 'between', 'within');
  const after = fc.oneof(fc.constant(1_000), fc.integer({ min: 0, max: 3 * MINUTE }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(after, level), { maxLength: 300 }),
      fc.constantFrom(0, MINUTE),
      (steps, hold) => {
        const changes = run(steps, hold);
        changes.forEach(({ at, raised }, index) => {
          expect(raised).toBe(index % 2 === 0);
          const previous = changes[index - 1];
          if (previous !== undefined) expect(at - previous.at).toBeGreaterThanOrEqual(MINUTE);
        });
      },
    ),
    { numRuns: 300 },
  );
});
