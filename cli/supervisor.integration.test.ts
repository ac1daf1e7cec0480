import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { flagArguments } from '../contract/start-flags.ts';
import { Supervisor } from '../supervisor/lifecycle/supervisor.ts';
import { createSupervisorOptions, type SupervisorOptions } from '../supervisor/lifecycle/supervisor-types.ts';
import { Watch } from '../supervisor/lifecycle/watch.ts';
import { Controls, isAlive, SHIPPED, waitFor } from './testing/controls.ts';

/** The supervisor as a tray or a panel holds it: in this process, around listeners of their own. */

/** A supervisor that pings five times a second and has short deadlines. */
function supervise(here: Controls, env: Record<string, string> = {}, by = 'test'): Supervisor {
  const parts: Parameters<typeof createSupervisorOptions>[0] = {
    home: here.home,
    port: here.port,
    origin: 'tray',
    by,
    pingIntervalMs: 200,
    shutdownTimeouts: { requestTimeoutMs: 3_000, terminateTimeoutMs: 300, killTimeoutMs: 3_000 },
    command: ({ debug, flags }): ReturnType<SupervisorOptions['command']> => ({
      program: process.execPath,
      args: [SHIPPED, 'run', ...(debug ? ['--debug'] : []), ...flagArguments(flags)],
      env: { ...here.env, ...env },
    }),
  };
  const supervisor = new Supervisor(createSupervisorOptions(parts));
  supervisor.events.on('state', () => here.remember());
  return supervisor;
}

function watch(supervisor: Supervisor): { readonly watch: Watch; leave(): Promise<void> } {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const supervision = new Watch(supervisor, end.signal);
  const running = supervision.run();
  return {
    watch: supervision,
    leave: () => {
      end.abort();
      return running;
    },
  };
}

it('starts, restarts and stops, and answers each with what it led to', async () => {
  const here = await Controls.open();
  const supervisor = supervise(here);
  expect(await supervisor.stop()).toEqual({ kind: 'not-running' });
  expect(await supervisor.kill(4711)).toEqual({ kind: 'no-such-listener', userNo: 4711 });
  expect(await supervisor.restart({ userNo: 4711 })).toEqual({ kind: 'no-such-listener', userNo: 4711 });
  expect(await supervisor.findListener()).toBeUndefined();

  const started = await supervisor.start();
  here.remember();
  expect(started).toMatchObject({ kind: 'started', listener: { registration: { origin: 'tray' } } });
  expect(await supervisor.start()).toMatchObject({ kind: 'already-running' });
  expect(await supervisor.list()).toMatchObject({
    listeners: [{ condition: 'answers' }],
    foreignOwner: undefined,
  });

  const [pid = 0] = here.pids();
  expect(await supervisor.restart({ debug: true })).toMatchObject({ kind: 'started' });
  here.remember();
  expect(isAlive(pid)).toBe(false);
  expect(await supervisor.stop()).toMatchObject({ kind: 'stopped', steps: ['asked'] });
  expect(here.pids()).toEqual([]);
  expect(await supervisor.respawn()).toMatchObject({ failure: { kind: 'cancelled', by: 'test' } });
});

it('tells why a start failed: the port, the configuration, a crash, a listener that hangs', async () => {
  const here = await Controls.open();
  const thief = createServer((socket) => socket.destroy()).listen(here.port, '127.0.0.1');
  await once(thief, 'listening');
  const owner = { kind: 'process', process: { pid: process.pid } };
  expect(await supervise(here).start()).toMatchObject({ failure: { kind: 'port-in-use', owner } });
  expect(await supervise(here).list()).toMatchObject({ listeners: [], foreignOwner: owner });
  thief.close();
  await once(thief, 'close');

  here.breakAccount();
  expect(await supervise(here).start()).toMatchObject({
    failure: { kind: 'ended', exit: { code: 1 }, lastLines: expect.arrayContaining([expect.any(String)]) },
  });
  here.repairAccount();
  expect(await supervise(here, { MAX_CONNECTIONS: 'many' }).start()).toMatchObject({
    failure: { kind: 'bad-configuration', reason: expect.stringContaining('many') },
  });

  await supervise(here).start();
  const [pid = 0] = here.pids();
  here.remember();
  process.kill(pid, 'SIGSTOP');
  expect(await supervise(here).start()).toMatchObject({ failure: { kind: 'hangs', pid } });
  expect(await supervise(here).stop()).toMatchObject({ kind: 'stopped', steps: ['ended-gently', 'killed'] });
});

it('owns what it watches: there is one owner, which does the restarts, and a successor when it leaves', async () => {
  const here = await Controls.open();
  const [tray, panel] = [supervise(here, {}, 'tray'), supervise(here, {}, 'panel')];
  const trays = watch(tray);
  await waitFor(() => tray.state.kind === 'running');
  const panels = watch(panel);
  await waitFor(() => panel.state.kind === 'running');
  expect([tray.state, panel.state]).toMatchObject([{ role: 'owner' }, { role: 'watcher' }]);
  const samples: number[] = [];
  panel.events.on('sample', ({ rss }) => samples.push(rss));
  await waitFor(() => samples.length > 0);

  const [pid = 0] = here.pids();
  expect(await panel.restart()).toMatchObject({ kind: 'restarted', by: 'tray' });
  await waitFor(() => tray.state.kind === 'running' && panel.state.kind === 'running');
  expect(here.pids()).not.toContain(pid);

  await trays.leave();
  await waitFor(() => panel.state.kind === 'running' && panel.state.role === 'owner');
  expect(here.pids()).toHaveLength(1);
  await panels.leave();
});

it('restarts a listener that dies, but not one that was stopped on purpose, and retries on request', async () => {
  const here = await Controls.open();
  const supervisor = supervise(here);
  const supervision = watch(supervisor);
  await waitFor(() => supervisor.state.kind === 'running');
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGKILL');
  await waitFor(() => supervisor.state.kind === 'running' && !here.pids().includes(pid));

  await supervisor.stop();
  await waitFor(() => supervisor.state.kind === 'stopped');
  expect(supervisor.state.reason).toBe('stopped by test');

  const file = path.join(here.home, 'config.json');
  writeFileSync(file, '{"maxConnections": "many"}');
  expect(await supervisor.start()).toMatchObject({ kind: 'failed' });
  await waitFor(() => supervisor.state.kind === 'failed');
  expect(supervisor.state.reason).toContain('The configuration cannot be used');
  writeFileSync(file, '{}');
  supervision.watch.retry();
  await waitFor(() => supervisor.state.kind === 'running');
  await supervision.leave();
  expect(here.pids().every(isAlive)).toBe(true);
});

it('restarts a listener that it finds hanging', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGSTOP');
  const supervisor = supervise(here);
  const { leave } = watch(supervisor);
  await waitFor(() => supervisor.state.kind === 'running');
  expect([isAlive(pid), here.pids().length]).toEqual([false, 1]);
  await leave();
});

it('takes three unanswered pings for a hang, and restarts', async () => {
  const here = await Controls.open();
  const supervisor = supervise(here);
  const kinds: string[] = [];
  supervisor.events.on('state', ({ kind }) => kinds.push(kind));
  const { leave } = watch(supervisor);
  await waitFor(() => supervisor.state.kind === 'running');
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGSTOP');
  await waitFor(() => !here.pids().includes(pid) && supervisor.state.kind === 'running');
  expect(kinds).toEqual(['starting', 'running', 'hung', 'starting', 'running']);
  expect(isAlive(pid)).toBe(false);
  await leave();
});

it('only reports a listener that something else starts again', async () => {
  const here = await Controls.open();
  const unit = here.spawn(['run', '--example'], { HAL_LISTENER_ORIGIN: 'systemd' });
  await waitFor(() => here.pids().length === 1);
  here.remember();
  const supervisor = supervise(here);
  const { leave } = watch(supervisor);
  await waitFor(() => supervisor.state.kind === 'running');
  expect(supervisor.state).toMatchObject({ role: 'watcher' });
  const ended = once(unit.child, 'close');
  process.kill(here.pids()[0] ?? 0, 'SIGKILL');
  await ended;
  await waitFor(() => supervisor.state.kind === 'stopped');
  expect(supervisor.state.reason).toContain('will be restarted');
  here.spawn(['run', '--example'], { HAL_LISTENER_ORIGIN: 'systemd' });
  await waitFor(() => supervisor.state.kind === 'running');
  await leave();
});
