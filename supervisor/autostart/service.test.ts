import { expect, it } from 'vitest';
import type { RunTool } from '../platform/run-tool.ts';
import { wrappedService } from './service.ts';
import { ENTRY } from './testing/entries.ts';
import { FakeRegistry } from './testing/registry.ts';

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\HAL Listener';

/** Unproven on Windows: NSSM's words as its page "usage" has them, and a registry that keeps what they would. */
function machine() {
  const registry = new FakeRegistry();
  registry.key('HKLM\\SYSTEM\\CurrentControlSet\\Services');
  const ran: string[] = [];
  const run: RunTool = async (program, args) => {
    if (program === 'reg.exe') return registry.run(program, args);
    const [verb, , name = '', value = ''] = args;
    ran.push([program, ...args].join(' '));
    const parameters = registry.key(`${KEY}\\Parameters`);
    const set = (word: string, data: string): void => {
      if (word === 'Start') registry.key(KEY).set(word, ['REG_DWORD', '0x2']);
      else parameters.set(word, ['REG_EXPAND_SZ', data]);
    };
    if (verb === 'install') set('Application', name);
    if (verb === 'set') set(name, value);
    if (verb === 'remove') for (const key of [KEY, `${KEY}\\Parameters`]) registry.keys.delete(key);
    return '';
  };
  return { registry, ran, run };
}

it('installs through the wrapper that is named, reads back from the registry, and removes', async () => {
  const here = machine();
  const service = wrappedService(here, 'C:\\tools\\nssm.exe');
  expect(await service.read()).toEqual({ kind: 'absent' });
  await service.install(ENTRY);
  expect(here.ran).toContain('C:\\tools\\nssm.exe install HAL Listener C:\\Program Files\\nodejs\\node.exe');
  expect(await service.read()).toEqual({ kind: 'installed', entry: ENTRY });
  here.registry.key(KEY).set('Start', ['REG_DWORD', '0x4']);
  expect(await service.read()).toMatchObject({ kind: 'idle' });
  await service.install({ ...ENTRY, args: ['x', 'watch'] });
  expect(here.ran.filter((line) => line.includes(' install '))).toHaveLength(1);
  await service.remove();
  expect(await service.read()).toEqual({ kind: 'absent' });
});

it('asks for the wrapper, and says who may', async () => {
  await expect(wrappedService(machine(), undefined).install(ENTRY)).rejects.toThrow('--wrapper');
  const denied = { run: () => Promise.reject(new Error('Administrator access is needed')) };
  await expect(wrappedService(denied, 'nssm.exe').install(ENTRY)).rejects.toThrow('Try as an administrator');
});
