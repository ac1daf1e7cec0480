import { expect, it } from 'vitest';
import type { DrainState, Status } from '../contract/status.ts';
import { awaitDrained, describeProgress } from './drain.ts';

const DRAIN: DrainState = { phase: 'closing', by: 'cli', since: 1, left: 12, waiting: 0 };

/** A listener with these states of its drain, one after the other. */
function drainedBy(states: readonly (DrainState | undefined)[]) {
  const left = [...states];
  return { request: async () => ({ drain: left.shift() }) as unknown as Status } as never;
}

async function shown(states: readonly (DrainState | undefined)[], canRedraw = false): Promise<string> {
  let text = '';
  const terminal = {
    canRedraw,
    err: (part: string) => {
      text += part;
    },
  };
  await awaitDrained(drainedBy(states), terminal, async () => undefined);
  return text;
}

it('describes what is left', () => {
  expect(describeProgress({ ...DRAIN, phase: 'notice' })).toBe(
    '12 clients left, waiting until proxies have noticed',
  );
  expect(describeProgress({ ...DRAIN, left: 1, waiting: 1 })).toBe('1 client left, 1 waiting for an answer');
});

it('shows each change on a line of its own, until no client is left', async () => {
  const last = { ...DRAIN, phase: 'drained', left: 0 } as const;
  expect(await shown([DRAIN, DRAIN, { ...DRAIN, left: 5 }, last, DRAIN])).toBe(
    '12 clients left\n5 clients left\n0 clients left\n',
  );
});

it('redraws its line on a terminal, and leaves nothing', async () => {
  const last = { ...DRAIN, phase: 'drained', left: 0 } as const;
  const text = await shown([DRAIN, last], true);
  expect(text.endsWith('\r\u001b[K')).toBe(true);
  expect(text).not.toContain('\n');
});

it('fails when somebody undoes it', async () => {
  await expect(shown([DRAIN, undefined])).rejects.toThrow('The drain was undone');
});
