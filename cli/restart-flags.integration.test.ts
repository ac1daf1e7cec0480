import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { HOME_FILES } from '../contract/home-files.ts';
import { registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { Controls, waitFor } from './testing/controls.ts';

/** A restart repeats how the phantom was started, whoever does it. */

/** The flags that the listeners of a home were started with. */
function startFlags(here: Controls): unknown[] {
  return registrationFiles(here.home).map(({ read }) => read.kind === 'ours' && read.registration.flags);
}

const maxConnections = async (here: Controls): Promise<number> =>
  JSON.parse((await here.run(['status', '--json'])).out).connections.max;

it('repeats the flags of the start, adds those of the restart, and forgets them with the next start', async () => {
  const here = await Controls.open();
  const other = await Controls.open();
  const port = String(other.port);
  // The relative path is resolved against the folder that the command was started in.
  const logs = path.join(here.home, 'elsewhere');
  mkdirSync(logs);
  const start = ['start', '--port', port, '--max-connections', '7', '--log-dir', 'elsewhere', '--debug'];
  expect(await here.run(start, { LOG_DIR: '' }, here.home)).toMatchObject({ code: 0 });
  const flags = { '--port': port, '--max-connections': '7', '--log-dir': logs };
  expect(startFlags(here)).toEqual([flags]);

  // Commands without flags refer to the listener that was started last, on any port.
  expect((await here.run(['status'])).out).toContain(`127.0.0.1:${port}`);
  expect(await here.run(['check'])).toMatchObject({ code: 0, out: expect.stringContaining('answers') });
  expect((await here.run(['port'])).out).toContain(`Port ${port}: the listener itself`);
  expect(await here.run(['query', 'What time is it?'])).toMatchObject({ code: 0 });
  expect((await here.run(['logs'], { LOG_DIR: '' })).out).toContain('running');
  expect((await here.run(['config'])).out).toContain(`Last started with --port=${port} --max-connections=7`);

  expect(await here.run(['restart'])).toMatchObject({
    code: 0,
    out: expect.stringContaining(`port ${port}`),
  });
  expect([startFlags(here), await maxConnections(here)]).toEqual([[flags], 7]);
  const status = JSON.parse((await here.run(['status', '--json'])).out);
  expect(status.logLevel).toBe('info');
  await here.run(['restart', '--max-connections', '8']);
  expect(startFlags(here)).toEqual([{ ...flags, '--max-connections': '8' }]);

  const startedAgain = await here.run(['start', '--max-connections', '9']);
  expect(startedAgain.out).toMatch(/To change it: .*hal-listener\S* restart --max-connections=9/);
  await here.run(['stop']);
  await here.run(['start']);
  expect([startFlags(here), await maxConnections(here)]).toEqual([[{}], 50]);
  expect((await here.run(['status'])).out).toContain(`127.0.0.1:${here.port}`);
});

it('repeats them after a crash: under watch, and under the next watch when both died', async () => {
  const here = await Controls.open();
  const other = await Controls.open();
  const flags = { '--port': String(other.port), '--max-connections': '7' };
  await here.run(['start', '--port', String(other.port), '--max-connections', '7']);
  const watch = here.spawn(['watch']);
  await waitFor(() => watch.text().out.includes('running:'));
  const crash = async (): Promise<void> => {
    const [pid = 0] = here.pids();
    process.kill(pid, 'SIGKILL');
    await waitFor(() => here.pids().some((listed) => listed !== pid));
    here.remember();
  };
  await crash();
  expect(startFlags(here)).toEqual([flags]);
  await waitFor(() => watch.text().out.split('running:').length === 3);

  // The command passes the new flags to the watch.
  const restarted = await here.run(['restart', '--max-connections', '8']);
  expect(restarted).toMatchObject({ code: 0, out: expect.stringContaining('by watch (') });
  expect(startFlags(here)).toEqual([{ ...flags, '--max-connections': '8' }]);

  // The command returns when the new listener answers; only then does the watch save how it was started.
  await waitFor(() => here.read(HOME_FILES.desired).includes('"--max-connections":"8"'));
  watch.child.kill('SIGKILL');
  process.kill(here.pids()[0] ?? 0, 'SIGKILL');
  const next = here.spawn(['watch']);
  await waitFor(() => next.text().out.includes('running:'));
  here.remember();
  expect(startFlags(here)).toEqual([{ ...flags, '--max-connections': '8' }]);
});

it('keeps a further phantom apart: its flags, its stop', async () => {
  const here = await Controls.open();
  const other = await Controls.open();
  await here.run(['start', '--max-connections', '7']);
  await here.run(['start', '--port', String(other.port), '--max-connections', '8']);
  await here.run(['restart', '10002']);
  await here.run(['restart']);
  expect(startFlags(here)).toEqual([
    { '--max-connections': '7' },
    { '--port': String(other.port), '--max-connections': '8' },
  ]);
  await here.run(['stop', '10002']);
  expect(JSON.parse(here.read(HOME_FILES.desired))).toMatchObject({ desired: 'running', port: here.port });
  // Its own watch does not undo the stop either.
  const watch = here.spawn(['watch', '--port', String(other.port)]);
  await waitFor(() => watch.text().out.includes('stopped: stopped by cli'));
  expect(here.pids()).toHaveLength(1);
});

it('says what an environment gave that the restart does not have, and never its value', async () => {
  const here = await Controls.open();
  await here.run(['start'], { WEBSOCKET_TOKEN: 'xyzzy-secret' });
  const [registered = ''] = registrationFiles(here.home).map(({ bytes }) => String(bytes));
  expect(registered).toContain('WEBSOCKET_TOKEN');
  expect(registered).not.toContain('xyzzy');
  const [pid] = here.pids();
  const { code, err } = await here.run(['restart']);
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^Not restarted.*WEBSOCKET_TOKEN was only set in the env/),
  ]);
  expect(here.pids()).toEqual([pid]);
});
