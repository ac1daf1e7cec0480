import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Controls, isAlive, waitFor } from '../testing/controls.ts';

/** A process in place of QM's phantom, and the commands that its program would run. */
class Phantom {
  readonly here: Controls;
  readonly userNo = 33;
  readonly process: ChildProcess;
  /** The arguments typed after its program's name. */
  #parameters: readonly string[] = [];

  constructor(here: Controls) {
    this.here = here;
    this.process = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void this.process.kill('SIGKILL'));
  }

  get #identity(): string[] {
    return ['--user-no', String(this.userNo), '--phantom-pid', String(this.process.pid)];
  }

  /** @returns the text for the user, and the verdict with its values */
  async asks(verb: string, flags: readonly string[] = [], parameters: readonly string[] = []) {
    const { out, err, code } = await this.here.run([
      'from-qm',
      verb,
      // The example account has to be requested, because no person watches what QM starts.
      '--example',
      ...this.#identity,
      ...flags,
      '--',
      ...parameters,
    ]);
    expect([code, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    const verdict = lines.pop() ?? '';
    expect(verdict).toMatch(/^@ [A-Z]+/);
    const [, name = '', first = '', ...rest] = verdict.split(' ');
    return { text: lines.join('\n'), verdict: name, value: first, rest: rest.join(' ') };
  }

  async starts(...parameters: readonly string[]): Promise<number> {
    this.#parameters = parameters;
    const started = await this.asks('start', [], parameters);
    expect(started).toMatchObject({ verdict: 'RUNNING', rest: path.join(this.here.home, 'run') });
    return Number(started.value);
  }

  resumes(pid: number, ...flags: readonly string[]) {
    return this.asks('resume', ['--pid', String(pid), ...flags], this.#parameters);
  }
}

it('starts a listener under the phantom’s number that lives as long as the phantom', async () => {
  const here = await Controls.open();
  const phantom = new Phantom(here);
  const pid = await phantom.starts();
  expect((await here.run(['list'])).out).toMatch(new RegExp(`33 +${pid} +${here.port} +qm +running`));
  const sign = here.read('run/33.alive');
  await waitFor(() => here.read('run/33.alive') !== sign);
  expect(await phantom.resumes(pid)).toMatchObject({ verdict: 'RUNNING', value: String(pid) });

  // A second one changes nothing.
  expect(await phantom.asks('start')).toMatchObject({
    verdict: 'STOPPED',
    text: expect.stringMatching(/already running/),
  });

  phantom.process.kill('SIGKILL');
  await waitFor(() => !isAlive(pid), 5_000);
  expect(here.pids()).toEqual([]);
  expect(existsSync(path.join(here.home, 'run/33.alive'))).toBe(false);
  expect(JSON.parse(here.read('run/last-exit.json'))).toMatchObject({
    cause: 'stop',
    userNo: 33,
    reason: expect.stringContaining('exit of the QM phantom, user 33'),
  });
  expect(await phantom.resumes(pid)).toMatchObject({ verdict: 'STOPPED' });
});

it('is restarted by its phantom: on an operator’s request, with the requested flags, and after a crash', async () => {
  const here = await Controls.open();
  const phantom = new Phantom(here);
  const first = await phantom.starts('DEBUG', 'MAX.CONNECTIONS=7');
  const runs = async () => {
    const status = JSON.parse((await here.run(['status', '--json'])).out);
    return [status.logLevel, status.connections.max];
  };
  expect(await runs()).toEqual(['debug', 7]);

  // The operator's command waits for what the phantom does.
  const restarted = here.run(['restart']);
  await waitFor(() => here.pids().length === 0);
  const second = await phantom.resumes(first);
  expect(second).toMatchObject({ verdict: 'RESTARTED' });
  expect(await restarted).toMatchObject({
    code: 0,
    out: expect.stringContaining(`User No. 33, PID ${second.value}`),
  });
  expect(await runs()).toEqual(['info', 7]);

  const restartedAgain = here.run(['restart', '--debug', '--max-connections', '8']);
  await waitFor(() => here.pids().length === 0);
  const third = await phantom.resumes(Number(second.value));
  expect(third).toMatchObject({ verdict: 'RESTARTED' });
  expect(await restartedAgain).toMatchObject({ code: 0, err: expect.not.stringContaining('Not applied') });
  expect(await runs()).toEqual(['debug', 8]);

  process.kill(Number(third.value), 'SIGKILL');
  await waitFor(() => !isAlive(Number(third.value)));
  expect(await phantom.resumes(Number(third.value), '--runs=5,5')).toMatchObject({
    verdict: 'WAIT',
    value: '1',
  });
  const fourth = await phantom.resumes(Number(third.value), '--runs=5,5', '--waited');
  expect(fourth).toMatchObject({
    verdict: 'RUNNING',
    text: expect.stringContaining('crashed or was killed'),
  });
  expect(await runs()).toEqual(['info', 8]);

  const plain = here.run(['restart']);
  await waitFor(() => here.pids().length === 0);
  const fifth = await phantom.resumes(Number(fourth.value));
  await plain;
  expect(await runs()).toEqual(['info', 7]);

  // A listener that was stopped on purpose stays stopped.
  expect(await here.run(['stop'])).toMatchObject({ code: 0 });
  expect(await phantom.resumes(Number(fifth.value))).toMatchObject({
    verdict: 'STOPPED',
    text: expect.stringMatching(/^The listener ended: stopped by cli/),
  });
});

it('sets everything on start, and keeps the previous settings when a check starts it', async () => {
  const here = await Controls.open();
  const other = await Controls.open();
  const phantom = new Phantom(here);
  const runs = async () => {
    const status = JSON.parse((await here.run(['status', '--json'])).out);
    return [status.listening[0].port, status.connections.max];
  };
  const text = [`PORT=${other.port}`, 'MAX.CONNECTIONS=2'];
  await phantom.starts(...text);
  expect(await runs()).toEqual([other.port, 2]);
  await here.run(['stop']);
  await phantom.starts('AS.BEFORE');
  expect(await runs()).toEqual([other.port, 2]);
  await here.run(['stop']);
  await phantom.starts();
  expect(await runs()).toEqual([here.port, 50]);
});

it('is waited for while it is silent, and ended when its time is over', async () => {
  const here = await Controls.open();
  const phantom = new Phantom(here);
  const pid = await phantom.starts();
  process.kill(pid, 'SIGSTOP');
  const [resumed, checked] = await Promise.all([phantom.resumes(pid), here.run(['from-qm', 'check'])]);
  expect([resumed.verdict, checked.out]).toEqual(['SILENT', '@ SILENT 33\n']);
  const ended = await phantom.resumes(pid, '--runs=9', '--end-silent');
  expect(ended).toMatchObject({ verdict: 'RUNNING' });
  expect(Number(ended.value)).not.toBe(pid);
  expect(isAlive(pid)).toBe(false);
});

it('reports why it does not start, and retries if that may help', async () => {
  const here = await Controls.open();
  const phantom = new Phantom(here);
  expect(await phantom.asks('start', [], ['param1'])).toMatchObject({
    verdict: 'FAILED',
    text: expect.stringContaining('param1 is not a parameter of WEBSOCKET.LISTENER'),
  });
  expect(await phantom.asks('start', [], ['PORT=70000'])).toMatchObject({
    verdict: 'FAILED',
    text: expect.stringContaining('70000'),
  });
  const foreignServer = createServer().listen(here.port, '127.0.0.1');
  onTestFinished(() => void foreignServer.close());
  expect(await phantom.asks('start')).toMatchObject({
    verdict: 'FAILED',
    text: expect.stringContaining(`Port ${here.port} is in use`),
  });
  // It ran, died, and its port was taken meanwhile: first it is retried quickly, later at longer intervals.
  const deadPid = 4_000_000;
  expect(await phantom.resumes(deadPid, '--runs=70')).toMatchObject({ verdict: 'AGAIN' });
  expect(await phantom.resumes(deadPid, '--runs=70,-1,-1,-1,-1,-1')).toMatchObject({ verdict: 'WAIT' });
});

it('stays stopped by its phantom after a later start that fails on its port', async () => {
  const here = await Controls.open();
  const phantom = new Phantom(here);
  const pid = await phantom.starts();
  // The phantom checks every half second, and both happen between two checks.
  expect(await here.run(['stop'])).toMatchObject({ code: 0 });
  const foreignServer = createServer().listen(here.port, '127.0.0.1');
  onTestFinished(() => void foreignServer.close());
  expect((await here.run(['start'])).err).toContain(`Port ${here.port} is in use`);
  foreignServer.close();
  expect(await phantom.resumes(pid)).toMatchObject({
    verdict: 'STOPPED',
    text: expect.stringMatching(/^The listener ended: stop by cli/),
  });
  expect(here.pids()).toEqual([]);
});

it('checks at the prompt whether a listener can be started, before a phantom takes a QM seat', async () => {
  const here = await Controls.open();
  const ask = async (...args: readonly string[]) =>
    (await here.run(['from-qm', ...args])).out.trimEnd().split('\n');
  expect(await ask('ready', '--example', '--', 'DEBUG', 'MAX.CONNECTIONS=7')).toEqual(['@ READY']);
  expect(await ask('ready', '--', 'param1')).toEqual([
    expect.stringMatching(/^param1 is not a parameter of WEBSOCKET.LISTENER/),
    '@ FAILED',
  ]);
  expect(await ask('ready', '--', 'PORT=99999')).toEqual([
    expect.stringMatching(/99999.* is not a port/),
    '@ FAILED',
  ]);
  expect(await ask('restart')).toEqual(['@ DOWN']);

  await here.run(['start']);
  const runs = [expect.stringContaining('User No. 10001'), 'It is already running. Nothing was changed.'];
  expect(await ask('ready')).toEqual([...runs, '@ STOPPED']);
  expect(await ask('ready', '--example', '--', 'DEBUG', 'MAX.CONNECTIONS=7')).toEqual([
    ...runs,
    'To restart it with these parameters: WEBSOCKET.LISTENER RESTART DEBUG MAX.CONNECTIONS=7',
    '@ STOPPED',
  ]);
  expect((await ask('restart', '--', 'DEBUG', 'MAX.CONNECTIONS=7')).slice(-2)).toEqual([
    expect.stringMatching(/^Restarted: User No. 10001/),
    '@ DONE',
  ]);
  const status = JSON.parse((await here.run(['status', '--json'])).out);
  expect(status).toMatchObject({ logLevel: 'debug', connections: { max: 7 } });
  // The embedded account has no sessions, but the advice is printed anyway.
  expect(await ask('seats')).toEqual([expect.stringMatching(/^What you can do: LOGOUT n .*/), '@ DONE']);
});

it('reports whether a client is answered and whether it was stopped on purpose, and ends a given phantom', async () => {
  const here = await Controls.open();
  const ask = async (...args: readonly string[]) =>
    (await here.run(['from-qm', ...args])).out.trimEnd().split('\n');
  expect(await ask('check')).toEqual(['@ DOWN']);
  expect(await ask('kill', '10001')).toEqual(['@ DOWN']);
  await here.run(['start']);
  const [pid = 0] = here.pids();
  expect(await ask('check')).toEqual(['@ RUNNING']);
  expect((await ask('kill', '10001')).at(-1)).toBe('@ DONE');
  expect(isAlive(pid)).toBe(false);
  expect(await ask('check')).toEqual([
    expect.stringMatching(/^It was stopped by qm .*CHECK.WEBSOCKET.LISTENER FORCE starts it\.$/),
    '@ STOPPED',
  ]);
  expect(await ask('check', '--force')).toEqual(['@ DOWN']);
  expect(await ask('stop')).toEqual([expect.stringMatching(/^No listener is running/), '@ DONE']);
  expect(await ask('alive', String(process.pid))).toEqual(['@ ALIVE']);
  expect(await ask('alive', String(pid))).toEqual(['@ GONE']);
  expect((await here.run(['--help'])).out).not.toContain('from-qm');
});

it('keeps running without a heartbeat if the folder is removed', async () => {
  const here = await Controls.open();
  const pid = await new Phantom(here).starts();
  here.remember();
  rmSync(path.join(here.home, 'run'), { recursive: true });
  await pause(1_500);
  expect(isAlive(pid)).toBe(true);
});
