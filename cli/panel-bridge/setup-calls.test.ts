import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SETUP_CALLS } from '../../contract/panel-setup.ts';
import { ConfigError } from '../../listener/config/config.ts';
import { currentMachine } from '../../listener/config/machine.ts';
import { DiagnosedQm } from '../testing/diagnosed-qm.ts';
import { setupCalls } from './setup-calls.ts';

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-setup-calls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('tries QM with settings that are not saved, and changes nothing', async () => {
  const [home, system] = [scratch(), scratch()];
  const qm = await DiagnosedQm.start(system);
  onTestFinished(() => qm.server.stop());
  const env = { HAL_LISTENER_HOME: home, QM_BIN: path.join(home, 'no-such-qm') };
  const calls = setupCalls({ flags: {}, machine: currentMachine(env) });
  const told: unknown[] = [];
  const context = { onProgress: (progress: unknown) => void told.push(progress) };
  const login = (password: string) => [
    { name: 'qmHost', value: '127.0.0.1' },
    { name: 'qmPort', value: String(qm.server.port) },
    { name: 'qmUsername', value: qm.server.qm.username },
    { name: 'qmPassword', value: password },
  ];
  const result = await calls['setup-test']({ edits: login(qm.server.qm.password) }, context);
  expect(SETUP_CALLS['setup-test'].result.parse(result)).toMatchObject({ use: 'qmclient' });
  expect(told).toHaveLength(3);
  const refused = await calls['setup-test']({ edits: login('wrong-word') }, context);
  expect(refused.ways.find(({ driver }) => driver === 'qmclient')).toMatchObject({
    works: false,
    advice: expect.stringContaining('QM_USERNAME'),
  });
  expect(JSON.stringify([refused, told])).not.toContain('wrong-word');
  expect(existsSync(path.join(home, 'config.json'))).toBe(false);
});

it('refuses a value that is not allowed', async () => {
  const calls = setupCalls({ flags: {}, machine: currentMachine({ HAL_LISTENER_HOME: scratch() }) });
  const edits = [{ name: 'qmPort', value: 'many' }];
  await expect(calls['setup-test']({ edits }, { onProgress: () => undefined })).rejects.toThrow(ConfigError);
});
