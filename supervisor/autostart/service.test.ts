import { expect, it } from 'vitest';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import { windowsService } from './service.ts';
import { ENTRY, memoryFiles } from './testing/entries.ts';
import { FakeRegistry } from './testing/registry.ts';

const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';
const KEY = `${SERVICES}\\HAL Listener`;
const HOME = 'C:\\ProgramData\\HAL Listener';

/** sc.exe's words as Microsoft's page has them, a registry that keeps what they would, and Windows' compiler. */
function machine(
  options: { readonly runAs?: string; readonly name?: string; readonly compiles?: boolean } = {},
) {
  const registry = new FakeRegistry();
  registry.key(SERVICES);
  const files = memoryFiles();
  const ran: string[][] = [];
  const run: RunTool = async (program, args) => {
    if (program === 'reg.exe') return registry.run(program, args);
    if (program === 'powershell.exe') {
      if (options.compiles === false) throw new ToolError('powershell.exe: Add-Type is not allowed');
      const texts = Array.from(
        String(args.at(-1)).matchAll(/FromBase64String\('([^']*)'\)/g),
        ([, text = '']) => Buffer.from(text, 'base64').toString('utf16le'),
      );
      files.write(texts.at(-1) ?? '', texts[1] ?? '');
      return '';
    }
    ran.push([...args]);
    const [verb = ''] = args;
    const wordAfter = (word: string): string => args[args.indexOf(word) + 1] ?? '';
    if (verb === 'create' || verb === 'config') {
      registry
        .key(KEY)
        .set('ImagePath', ['REG_EXPAND_SZ', wordAfter('binPath=')])
        .set('Start', ['REG_DWORD', '0x2']);
    }
    if (verb === 'delete') registry.keys.delete(KEY);
    return '';
  };
  const service = windowsService(
    { run, files },
    {
      home: HOME,
      runAs: options.runAs ?? 'S-1-5-18',
      runAsName: options.name,
      place: { files, temporaryFile: 'x.reg' },
    },
  );
  return { registry, files, ran, run, service };
}

it('installs without anything to fetch, with recovery and after the others, reads back and removes', async () => {
  const { registry, files, ran, service } = machine();
  expect(await service.read()).toEqual({ kind: 'absent' });
  await service.install({ ...ENTRY, stopTimeoutMs: 70_000 });
  const [host = ''] = files.all.keys();
  expect(host).toMatch(/^C:\\ProgramData\\HAL Listener\\service\\hal-listener-service-[0-9a-f]{8}\.exe$/);
  expect(String(files.all.get(host))).toContain('class HalListenerService : ServiceBase');
  const line = `"${host}" 70000 "C:\\Program Files\\nodejs\\node.exe" "C:\\HAL Listener\\hal-listener.cjs" watch --port=9000`;
  expect(ran).toEqual([
    ['create', 'HAL Listener', 'binPath=', line, 'start=', 'delayed-auto', 'obj=', 'LocalSystem'],
    ['description', 'HAL Listener', expect.stringContaining('HAL')],
    ['failure', 'HAL Listener', 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/60000'],
    ['failureflag', 'HAL Listener', '1'],
  ]);
  expect(await service.read()).toEqual({ kind: 'installed', entry: ENTRY });
  registry.key(KEY).set('Start', ['REG_DWORD', '0x4']);
  expect(await service.read()).toMatchObject({ kind: 'idle', isSwitchedOff: true });
  // A second installation changes it, and needs no compiler.
  await service.install({ ...ENTRY, args: ['x', 'watch'] });
  expect(ran[4]).toEqual(expect.arrayContaining(['config', 'depend=', '/']));
  expect(await service.read()).toMatchObject({ kind: 'installed', entry: { args: ['x', 'watch'] } });
  registry.key(KEY).set('DeleteFlag', ['REG_DWORD', '0x1']);
  expect(await service.read()).toEqual({ kind: 'absent' });
  registry.key(KEY).delete('DeleteFlag');
  await service.remove();
  expect(await service.read()).toEqual({ kind: 'absent' });
});

it("starts after QM's service where there is one, as an account with few rights", async () => {
  const { registry, ran, service } = machine({ runAs: 'S-1-5-19', name: 'LocalService' });
  registry.key(`${SERVICES}\\QMSvc`).set('ImagePath', ['REG_EXPAND_SZ', 'C:\\qmsys\\bin\\qmsvc.exe']);
  await service.install(ENTRY);
  expect(ran[0]?.slice(-4)).toEqual(['obj=', 'NT AUTHORITY\\LocalService', 'depend=', 'QMSvc']);
  const managed = machine({ runAs: 'S-1-5-21-1-2-3-1105', name: 'HAL\\listener$' });
  await managed.service.install(ENTRY);
  expect(managed.ran[0]).toContain('HAL\\listener$');
  const person = machine({ runAs: 'S-1-5-21-1-2-3-1001', name: 'HAL\\anna' });
  await expect(person.service.install(ENTRY)).rejects.toThrow('HAL\\anna has a password');
  expect(person.ran).toEqual([]);
});

it('says what to do where Windows does not let it, and does not take a refusal for absence', async () => {
  await expect(machine({ compiles: false }).service.install(ENTRY)).rejects.toThrow(
    /Add-Type is not allowed.*autostart install task/,
  );
  await expect(machine().service.install({ program: 'C:\\%TEMP%\\x.exe', args: ['watch'] })).rejects.toThrow(
    'may not contain %',
  );
  const { registry, service } = machine();
  await service.install(ENTRY);
  registry.denied.add(KEY);
  expect(await service.read()).toMatchObject({ kind: 'unknown' });
});

it('shows a service that another program made', async () => {
  const { registry, service } = machine();
  registry
    .key(KEY)
    .set('ImagePath', ['REG_EXPAND_SZ', 'C:\\tools\\nssm.exe'])
    .set('Start', ['REG_DWORD', '0x2']);
  expect(await service.read()).toEqual({
    kind: 'installed',
    entry: { program: 'C:\\tools\\nssm.exe', args: [] },
  });
});
