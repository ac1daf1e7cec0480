import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import { MiniatureAccount } from '../../listener/account/qm/testing/miniature-account.ts';
import { accountVerb } from '../account.ts';
import { recordedTerminal } from '../testing/terminal.ts';

function operator(account = new MiniatureAccount()) {
  const home = mkdtempSync(join(tmpdir(), 'hal-cli-account-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const type = async (...args: readonly string[]) => {
    const terminal = recordedTerminal({
      HAL_LISTENER_HOME: home,
      QM_HOST: 'qmserver',
      QM_PASSWORD: 'secret',
    });
    const failure: unknown = await accountVerb(terminal, async () => account)
      .exitOverride()
      .parseAsync(args, { from: 'user' })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    return { out: terminal.output(), err: terminal.errors(), failure };
  };
  return { account, home, type };
}

it('installs, reports what was done, and changes nothing the second time', async () => {
  const { account, home, type } = operator();
  const first = await type('install');
  expect(first.failure).toBeUndefined();
  expect(first.out).toContain('WEBSOCKET.LISTENER installed\nEXECUTE installed\n');
  expect(first.err).toMatch(/^warning: QM_PASSWORD is only set for this command/);
  const configuration = (await account.read('VOC', 'WEBSOCKET.LISTENER.CONFIG')) ?? '';
  expect(configuration).toContain(home);
  expect(configuration).toContain('qmserver');
  expect(configuration).not.toContain('secret');
  expect((await type('install')).out).toBe('The QM commands are up to date.\n');
});

it('reports programs of others with the same name, and what to do', async () => {
  const { account, type } = operator();
  account.files.get('cat')?.set('EXECUTE', 'an object of theirs');
  const { out, failure } = await type('install');
  expect(out).toBe('');
  expect(failure).toMatchObject({
    exitCode: EXIT.failed,
    message:
      'a catalogued EXECUTE is a program that we did not write\nNothing else was changed. To replace it and keep a copy: add --force',
  });
  expect((await type('install', '--force')).failure).toBeUndefined();
});

it('removes what it installed', async () => {
  const { type } = operator();
  await type('install');
  expect((await type('remove')).out).toContain('BP WEBSOCKET.LISTENER was deleted\n');
  expect((await type('remove')).out).toBe('Nothing was installed.\n');
});

it.each(['install', 'remove'])(
  '%s rejects a driver that cannot write, and names one that can',
  async (verb) => {
    expect((await operator(new MiniatureAccount('command')).type(verb)).failure).toMatchObject({
      exitCode: EXIT.failed,
      message: 'The driver command cannot write: use --driver pipe on the QM server, or qmclient.',
    });
  },
);

it('cannot install without a QM', async () => {
  const { type } = operator(new MiniatureAccount('embedded'));
  expect((await type('install')).failure).toMatchObject({ message: expect.stringContaining('has no QM') });
  expect((await type('remove')).out).toBe('Nothing was installed.\n');
});
