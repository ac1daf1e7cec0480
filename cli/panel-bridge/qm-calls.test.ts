import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { PROGRAM_CALLS, PROGRAM_LINE, type ProgramCall } from '../../contract/panel-program.ts';
import { QM_PROBE_PROGRESS } from '../../contract/panel-qm.ts';
import { MiniatureAccount } from '../../listener/account/qm/testing/miniature-account.ts';
import { recordedTerminal, typed } from '../testing/terminal.ts';
import { panelBridgeVerb } from './panel-bridge.ts';

function bridge(account = new MiniatureAccount()) {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-qm-calls-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  /** Asks as the panel does. @returns every line */
  const ask = async (call: ProgramCall, params: unknown = {}) => {
    const terminal = recordedTerminal({
      HAL_LISTENER_HOME: home,
      QM_BIN: path.join(home, 'no-such-qm'),
      QM_HOST: '127.0.0.1',
      QM_PORT: '1',
      QM_PASSWORD: 'secret',
    });
    const verb = panelBridgeVerb(
      { ...terminal, input: async () => JSON.stringify(params) },
      async () => account,
    );
    await typed(verb, call);
    const lines = terminal
      .output()
      .trim()
      .split('\n')
      .map((line) => PROGRAM_LINE.parse(JSON.parse(line)));
    const last = lines.at(-1);
    if (last?.kind === 'ok') PROGRAM_CALLS[call].result.parse(last.ok);
    return lines;
  };
  const answer = async (call: ProgramCall, params: unknown = {}) => (await ask(call, params)).at(-1);
  return { account, ask, answer };
}

it('tries every way, tells each as it is tried, and says what to do', async () => {
  const { ask } = bridge();
  const lines = await ask('qm-probe');
  const told = lines.flatMap((line) => (line.kind === 'progress' ? [line.progress] : []));
  expect(told.map((way) => QM_PROBE_PROGRESS.parse(way).driver)).toEqual(['pipe', 'qmclient', 'command']);
  expect(lines.at(-1)).toMatchObject({
    kind: 'ok',
    ok: {
      use: null,
      ways: expect.arrayContaining([
        { driver: 'qmclient', works: false, text: expect.any(String), advice: expect.stringMatching(/QM_/) },
      ]),
    },
  });
  expect(JSON.stringify(lines)).not.toContain('secret');
});

it('looks at users, locks, our programs and the dictionaries in one session', async () => {
  const { account, answer } = bridge();
  let opened = 0;
  account.users = async () => {
    opened += 1;
    return [{ userNo: 3, pid: 77, since: '23 Nov 05:06', origin: '/dev/pts/0', self: true }];
  };
  account.locks = async () => [{ userNo: 3, file: 'ACC', type: 'RU', id: 'WEBSOCKET.LISTENER' }];
  expect(await answer('qm-look')).toMatchObject({
    kind: 'ok',
    ok: {
      driver: 'pipe',
      name: 'HAL',
      users: [{ userNo: 3, pid: 77, self: true }],
      locks: [{ userNo: 3, id: 'WEBSOCKET.LISTENER' }],
      programs: [{ severity: 'note', text: expect.stringContaining('not installed') }],
      // This account runs no LIST: the rest is shown nevertheless.
      dictionaries: [{ severity: 'error', text: expect.stringMatching(/^cannot be checked: /) }],
    },
  });
  expect(opened).toBe(1);
});

it('installs and removes as the commands do, and says in words what was done', async () => {
  const { account, answer } = bridge();
  expect(await answer('qm-install', { dictionaries: false, replace: false })).toMatchObject({
    kind: 'ok',
    ok: { message: expect.stringMatching(/^WEBSOCKET.LISTENER installed\. EXECUTE installed\./) },
  });
  expect(await account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')).toContain('127.0.0.1');
  expect(await answer('qm-look')).toMatchObject({ ok: { programs: [] } });
  expect(await answer('qm-remove')).toMatchObject({
    kind: 'ok',
    ok: { message: expect.stringContaining('BP WEBSOCKET.LISTENER was deleted.') },
  });
  expect(await answer('qm-remove')).toMatchObject({ ok: { message: 'Nothing was installed.' } });
});

it('replaces programs of others only where that was asked for', async () => {
  const { account, answer } = bridge();
  account.files.get('cat')?.set('EXECUTE', 'an object of theirs');
  expect(await answer('qm-install', { dictionaries: false, replace: false })).toMatchObject({
    kind: 'error',
    message: expect.stringContaining('a catalogued EXECUTE is a program that we did not write'),
  });
  expect(await answer('qm-install', { dictionaries: false, replace: true })).toMatchObject({ kind: 'ok' });
});

it('says what an account cannot do', async () => {
  const { answer } = bridge(new MiniatureAccount('embedded'));
  expect(await answer('qm-install', { dictionaries: false, replace: false })).toMatchObject({
    kind: 'error',
    message: expect.stringContaining('has no QM'),
  });
});
