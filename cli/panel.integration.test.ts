import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../lib/testing/free-port.ts';
import { Controls, isAlive, SHIPPED, waitFor } from './testing/controls.ts';

/** What `npm start` runs, as a shipped file: the panel and the listener come and go together. */

const TOGETHER = ['panel', '--open', '--with-listener', '--port', '0'];

function together(here: Controls) {
  // No screen: the link is printed, nothing is opened.
  const { child, text } = here.spawn(TOGETHER, { DISPLAY: '', WAYLAND_DISPLAY: '' });
  return {
    said: (what: string) => waitFor(() => text().out.includes(what)),
    ctrlC: async (): Promise<string> => {
      const closed = once(child, 'close');
      child.kill('SIGINT');
      await closed;
      expect(child.exitCode).toBe(0);
      return text().out;
    },
    text,
  };
}

it('starts both, and Ctrl+C ends both and says so, again and again', async () => {
  const here = await Controls.open();
  for (let time = 0; time < 2; time += 1) {
    const panel = together(here);
    await panel.said('It ends with the panel.');
    await waitFor(() => panel.text().err.includes('open the link yourself'));
    const { out } = panel.text();
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#token=\S{32}/);
    expect(out).toMatch(/^ {2}clients {3}ws:\/\/\S+:\d+$/m);
    expect(out).toMatch(/^ {2}warning {3}example data: all records and answers are fictitious/m);
    const [, args = ''] = /^ {2}try {7}.*hal-listener\S* (query .*)$/m.exec(out) ?? [];
    const tried = await here.run(args.split(/ (?=--|"|ws)/).map((word) => word.replaceAll('"', '')));
    expect(tried.out).toContain('medication');
    const [pid = 0] = here.pids();
    expect(isAlive(pid)).toBe(true);
    expect(await panel.ctrlC()).toContain('The listener was stopped: User No. 10001');
    expect(isAlive(pid)).toBe(false);
  }
});

it('prints the link of a panel that runs already, with which the page opens', async () => {
  const here = await Controls.open();
  const port = String(await freePort());
  const panel = here.spawn(['panel', '--port', port]);
  await waitFor(() => panel.text().out.includes('#token='));
  const link = /http:\S+/.exec(panel.text().out)?.[0] ?? '';
  const second = await here.run(['panel', '--port', port, '--with-listener']);
  expect([second.code, second.out]).toEqual([0, `The panel is already running: ${link}\n`]);
  const file = path.join(here.home, 'run', `panel-${port}.json`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const closed = once(panel.child, 'close');
  panel.child.kill('SIGTERM');
  await closed;
  expect(existsSync(file)).toBe(false);
});

it('leaves a listener that was started before, and says so', async () => {
  const here = await Controls.open();
  await here.run(['start']);
  const [pid = 0] = here.pids();
  const panel = together(here);
  await panel.said('it keeps running when the panel ends');
  await panel.said('  clients   ws://');
  expect(await panel.ctrlC()).toContain('the listener keeps running (User No. 10001');
  expect(isAlive(pid)).toBe(true);
  expect(here.pids()).toEqual([pid]);
});

it('finds its page and search thread when it is started by a link, as npm puts one into the path', async () => {
  const here = await Controls.open();
  const link = path.join(here.home, 'hal-listener');
  symlinkSync(SHIPPED, link);
  const child = spawn(process.execPath, [link, 'panel', '--port', '0'], {
    env: here.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  await waitFor(() => said.includes('#token=') || child.exitCode !== null);
  const [, address = ''] = /(http:\S+)#token=/.exec(said) ?? [];
  expect([said, address]).toEqual([expect.not.stringContaining('error'), expect.stringContaining('http:')]);
  expect(await (await fetch(address)).text()).toContain('<title>');
});
