import { describe, expect, it } from 'vitest';
import type { Desired } from '../../contract/run-state.ts';
import { findLostListener, savedRegistration, toHungListener } from './lost-listener.ts';

const PID = 4_242;
const LISTENER = {
  processStart: 'boot:1:7',
  userNo: 10_001,
  origin: 'watch',
  endpoint: '/home/anna/hal/run/4242.sock',
} as const;
const WORD: Desired = {
  desired: 'running',
  by: 'cli (anna)',
  at: 1,
  port: 9_001,
  flags: { '--port': '9001' },
  pid: PID,
  listener: LISTENER,
  notedAt: 2,
};

/** A machine that runs one process. */
function machine(start: string | undefined) {
  return {
    isAlive: (pid: number) => pid === PID,
    process: async (pid: number) =>
      pid === PID ? { pid, name: 'node', ...(start === undefined ? {} : { start }) } : undefined,
  };
}

describe('a listener of which nothing is left but a note and its process', () => {
  const registration = savedRegistration(WORD);
  if (registration === undefined) throw new Error('The note says enough.');

  it('is there as it was noted', async () => {
    expect(await findLostListener(registration, machine('boot:1:7'))).toMatchObject({
      condition: 'hangs',
      lost: true,
      registration: { ...LISTENER, pid: PID, ports: [9_001], flags: WORD.flags, registeredAt: 2 },
    });
  });

  it.each([
    ['its process is another by now', registration, 'boot:2:1'],
    ['its process cannot be looked into', registration, undefined],
    ['its process has ended', { ...registration, pid: 1 }, 'boot:1:7'],
  ])('is not there where %s', async (_where, noted, start) => {
    expect(await findLostListener(noted, machine(start))).toBeUndefined();
  });

  it.each([
    ['nothing was said', undefined],
    ['an older version noted less', { ...WORD, listener: undefined }],
    ['only a stop was said', { desired: 'stopped', by: 'cli (anna)', at: 1 } as const],
  ])('is unknown where %s', (_where, saved) => {
    expect(savedRegistration(saved)).toBeUndefined();
  });
});

describe('one that nothing names, and that holds an endpoint of the home', () => {
  const silent = { pid: PID, endpoint: LISTENER.endpoint, why: 'it said nothing for 3 s' };
  const earlier = { ...WORD, pid: 1 };

  it.each([
    ['of the last listener', earlier, [10_002], { userNo: 10_001, origin: 'watch', ports: [9_001] }],
    ['that is free', earlier, [10_001], { userNo: 10_002, origin: 'watch', ports: [9_001] }],
    [
      'that is free, where nothing was said',
      undefined,
      [],
      { userNo: 10_001, origin: 'cli', ports: [8_768] },
    ],
  ])('hangs, under the number %s', async (_which, desired, taken, registration) => {
    const found = await toHungListener(silent, taken, { desired, nextPort: 8_768 }, machine('boot:1:9'));
    expect(found).toMatchObject({
      condition: 'hangs',
      why: silent.why,
      lost: true,
      registration: { ...registration, pid: PID, processStart: 'boot:1:9', endpoint: silent.endpoint },
    });
  });

  it('is not there where its process cannot be looked into', async () => {
    const intents = { desired: WORD, nextPort: 8_768 };
    expect(await toHungListener(silent, [], intents, machine(undefined))).toBeUndefined();
  });
});
