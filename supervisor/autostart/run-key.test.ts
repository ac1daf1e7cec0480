import { expect, it } from 'vitest';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import { runKey } from './run-key.ts';
import { ENTRY, memoryFiles } from './testing/entries.ts';
import { FakeRegistry } from './testing/registry.ts';

const KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const APPROVED = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';
const LINE = '"C:\\Program Files\\nodejs\\node.exe" "C:\\HAL Listener\\hal-listener.cjs" watch --port=9000';

function machine() {
  const registry = new FakeRegistry();
  for (const hive of ['HKCU', 'HKLM']) registry.key(KEY.replace('HKCU', hive));
  registry.key(APPROVED);
  const files = memoryFiles();
  return { registry, files, login: runKey(registry, { files, temporaryFile: 'run.reg' }) };
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

it('sees what the installer made for every user, and that it is not removed with its own', async () => {
  const { registry, login } = machine();
  registry.key(KEY.replace('HKCU', 'HKLM')).set('HAL Listener', ['REG_SZ', LINE]);
  expect(await login.read()).toEqual({ kind: 'installed', entry: ENTRY });
  await login.install({ ...ENTRY, args: ['watch'] });
  expect(await login.read()).toMatchObject({ entry: { args: ['watch'] } });
  await login.remove();
  expect(await login.read()).toEqual({ kind: 'installed', entry: ENTRY });
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

it('reads letters that the console does not have from an exported file', async () => {
  const { registry, files, login } = machine();
  const entry = { program: 'C:\\Users\\表計\\"a".exe', args: ['watch', '--qm-account=HAL?'] };
  const line = `"${entry.program.replaceAll('"', '')}" watch --qm-account=HAL?`;
  registry.key(KEY).set('HAL Listener', ['REG_SZ', line]);
  const run: RunTool = async (program, args) => {
    if (args[0] !== 'export') return (await registry.run(program, args)).replaceAll(/[^\0-\x7f]/g, '?');
    const escaped = line.replaceAll(/[\\"]/g, '\\$&');
    const text = `Windows Registry Editor Version 5.00\r\n\r\n[${args[1]}]\r\n"HAL Listener"="${escaped}"\r\n`;
    files.write(args[2] ?? '', Buffer.from(`\uFEFF${text}`, 'utf16le'));
    return '';
  };
  const place = { files, temporaryFile: 'run.reg' };
  expect(await runKey({ run }, place).read()).toEqual({
    kind: 'installed',
    entry: { program: 'C:\\Users\\表計\\a.exe', args: entry.args },
  });
  expect(files.all.size).toBe(0);
  // Without that file, what the console had.
  const noExport: RunTool = (program, args) =>
    args[0] === 'export' ? Promise.reject(new ToolError('no')) : run(program, args);
  expect(await runKey({ run: noExport }, place).read()).toMatchObject({
    entry: { program: 'C:\\Users\\??\\a.exe' },
  });
  expect(await login.read()).toMatchObject({ kind: 'installed' });
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
