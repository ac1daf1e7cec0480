import { expect, it, onTestFinished, vi } from 'vitest';
import type { PushFrame } from '../../contract/control.ts';
import type { ControlClient } from '../control/control-client.ts';
import type { RunningListener } from '../registry/find-listeners.ts';
import { REGISTRATION } from '../testing/registration.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { Supervisor } from './supervisor.ts';
import { createSupervisorOptions } from './supervisor-types.ts';
import { Watch } from './watch.ts';

/** A watch over a listener that says what the test says. */
async function watched(restartOnAlarm: boolean, as: 'owner' | 'watcher') {
  const supervisor = new Supervisor(
    createSupervisorOptions({
      home: scratchHome(),
      port: 8_768,
      origin: 'watch',
      by: 'test',
      restartOnAlarm,
      command: () => ({ program: '/nowhere', args: [] }),
    }),
  );
  const phantom = {
    registration: { ...REGISTRATION, pid: process.pid },
    condition: 'answers',
    status: { uptimeMs: 0 },
  };
  const client: Pick<ControlClient, 'request' | 'close' | 'closed'> & {
    onPush?: (frame: PushFrame) => void;
  } = {
    request: (async () => ({ as })) as ControlClient['request'],
    close: () => undefined,
    closed: new Promise<void>(() => undefined),
  };
  vi.spyOn(supervisor, 'findSettledListener').mockResolvedValue(phantom as RunningListener);
  vi.spyOn(supervisor, 'connect').mockResolvedValue(client as ControlClient);
  const restart = vi.spyOn(supervisor, 'restart').mockResolvedValue({ kind: 'no-such-listener', userNo: 0 });
  const end = new AbortController();
  onTestFinished(() => end.abort());
  void new Watch(supervisor, end.signal).run();
  await vi.waitFor(() => expect(supervisor.state.kind).toBe('running'));
  const alarm = { event: 'alarm', of: 'rss', value: 2e8, limit: 1.5e8 } as const;
  const wanted = { event: 'restart-wanted', debug: true, by: 'cli (anna)' } as const;
  return {
    supervisor,
    restart,
    raise: () => client.onPush?.({ push: 'event', event: alarm }),
    wantRestart: () => client.onPush?.({ push: 'event', event: wanted }),
  };
}

it('tells of an alarm, and restarts only if the operator asked for that, and only what is its own', async () => {
  const told = await watched(false, 'owner');
  const lines: string[] = [];
  told.supervisor.events.on('log', (line) => lines.push(line));
  told.raise();
  expect(lines).toEqual(['alarm: rss 200000000, limit 150000000']);
  expect(told.restart).not.toHaveBeenCalled();

  const asked = await watched(true, 'owner');
  asked.raise();
  expect(asked.restart).toHaveBeenCalledOnce();

  const others = await watched(true, 'watcher');
  others.raise();
  expect(others.restart).not.toHaveBeenCalled();
});

it('restarts as it was asked to, unless somebody has said stop since', async () => {
  const { restart, wantRestart } = await watched(false, 'owner');
  wantRestart();
  expect(restart).toHaveBeenCalledWith({ debug: true, flags: {}, unlessStopped: true });
});
