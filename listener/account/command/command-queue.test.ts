import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { FakeTimers, settle } from '../qmclient/testing/fake-timers.ts';
import { CommandQueue } from './command-queue.ts';

interface Running {
  readonly name: string;
  readonly finish: (error?: AccountError) => Promise<void>;
  stopped: boolean;
}

function queueWith(limit: number, waiting = 10) {
  const timers = new FakeTimers();
  const queue = new CommandQueue({ limit, waiting, timeoutMs: 1_000, timers });
  const running: Running[] = [];
  const run = (name: string, options: { owner?: string; signal?: AbortSignal } = {}) => {
    const answer = queue.run(
      (onStart) =>
        new Promise<string>((resolve, reject) => {
          const one: Running = {
            name,
            stopped: false,
            finish: (error) => {
              if (error) reject(error);
              else resolve(`answer to ${name}`);
              return settle();
            },
          };
          running.push(one);
          onStart(() => {
            one.stopped = true;
          });
        }),
      options,
    );
    answer.catch(() => {});
    return answer;
  };
  return { queue, timers, running, run };
}

describe('CommandQueue', () => {
  it('runs a limited number of commands, and serves owners in turn', async () => {
    const { queue, running, run } = queueWith(1);
    const first = run('a1', { owner: 'a' });
    for (const name of ['a2', 'a3']) run(name, { owner: 'a' });
    run('b1', { owner: 'b' });
    expect(queue.seats).toEqual({ used: 1, limit: 1, waiting: 3 });
    for (let count = 0; count < 4; count += 1) await running[count]!.finish();
    expect(running.map(({ name }) => name)).toEqual(['a1', 'a2', 'b1', 'a3']);
    expect(await first).toBe('answer to a1');
    expect(queue.seats).toEqual({ used: 0, limit: 1, waiting: 0 });
  });

  it('is busy when too many wait', async () => {
    const { run } = queueWith(1, 1);
    run('one');
    run('two');
    await expect(run('three')).rejects.toMatchObject({ code: 'BUSY' });
  });

  it('fails at the deadline; the seat stays in use until the command has exited', async () => {
    const { queue, timers, running, run } = queueWith(1);
    const [slow, waiting] = [run('slow'), run('waiting')];
    await timers.advance(1_000);
    await expect(slow).rejects.toMatchObject({ code: 'TIMEOUT' });
    await expect(waiting).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(running.map(({ stopped }) => stopped)).toEqual([true]);
    expect(queue.seats).toEqual({ used: 1, limit: 1, waiting: 0 });
    await running[0]!.finish(new AccountError('UNAVAILABLE', 'stop requested'));
    expect(queue.seats.used).toBe(0);
    await queue.whenIdle();
  });

  it('cancels a command before and while it runs', async () => {
    const { running, run } = queueWith(1);
    const [now, later] = [new AbortController(), new AbortController()];
    const answers = [run('now', { signal: now.signal }), run('later', { signal: later.signal })];
    later.abort();
    now.abort();
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(running.map(({ name, stopped }) => [name, stopped])).toEqual([['now', true]]);
    await expect(run('gone', { signal: now.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('rejects queued commands and stops running ones on close', async () => {
    const { queue, running, run } = queueWith(1);
    run('runs');
    const waits = run('waits');
    queue.rejectWaiting(new AccountError('UNAVAILABLE', 'closing'));
    await expect(waits).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    const idle = queue.whenIdle();
    queue.stopAll();
    expect(running[0]?.stopped).toBe(true);
    await running[0]!.finish();
    await idle;
  });
});
