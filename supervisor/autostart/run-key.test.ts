import { expect, it } from 'vitest';
import { runKey } from './run-key.ts';
import { ENTRY } from './testing/entries.ts';
import { FakeRegistry } from './testing/registry.ts';

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const APPROVED = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';
const LINE = '"C:\\Program Files\\nodejs\\node.exe" "C:\\HAL Listener\\hal-listener.cjs" watch --port=9000';

function machine() {
  const registry = new FakeRegistry();
  registry.key(KEY);
  registry.key(APPROVED);
  return { registry, login: runKey(registry) };
}

it('writes the value, reads back what Windows would start, and removes it', async () => {
  const { registry, login } = machine();
  expect(await login.read()).toEqual({ kind: 'absent' });
  await login.install(ENTRY);
  expect(registry.key(KEY).get('HAL Listener')).toEqual(['REG_SZ', LINE]);
  expect(await login.read()).toEqual({ kind: 'installed', entry: ENTRY });
  await login.remove();
  expect(await login.read()).toEqual({ kind: 'absent' });
  await login.remove();
});

it('sees that it was switched off, and switches it on when it is installed', async () => {
  const { registry, login } = machine();
  await login.install(ENTRY);
  // The form of Windows' own values: 12 bytes, of which the first says on or off. Unproven on Windows.
  registry.key(APPROVED).set('HAL Listener', ['REG_BINARY', '03000000A1B2C3D4E5F60000']);
  expect(await login.read()).toMatchObject({
    kind: 'idle',
    why: expect.stringContaining('Task Manager'),
    isSwitchedOff: true,
  });
  await login.install(ENTRY);
  expect(await login.read()).toEqual({ kind: 'installed', entry: ENTRY });
});

it('does not take a refused key for a missing one', async () => {
  const { registry, login } = machine();
  registry.denied.add(KEY);
  registry.isReadOnly = true;
  expect(await login.read()).toEqual({ kind: 'unknown', why: 'FEHLER: Zugriff verweigert' });
  await expect(login.remove()).rejects.toThrow('Could not change the registry: FEHLER: Zugriff verweigert');
  await expect(login.install(ENTRY)).rejects.toThrow('Could not change the registry');
});

it('refuses a command that Windows would ignore, and says what to do', async () => {
  const { registry, login } = machine();
  const room = 260 - '"C:\\x.exe" '.length;
  await login.install({ program: 'C:\\x.exe', args: ['a'.repeat(room)] });
  await expect(login.install({ program: 'C:\\x.exe', args: ['a'.repeat(room + 1)] })).rejects.toThrow(
    /260 characters at login, and this one has 261: .*autostart install startup/,
  );
  expect(registry.key(KEY).get('HAL Listener')?.[1]).toHaveLength(260);
});
