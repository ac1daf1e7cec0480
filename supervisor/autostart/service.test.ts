import { expect, it } from 'vitest';
import { wrappedService } from './service.ts';
import { ENTRY } from './testing/entries.ts';

/** Unproven on Windows: NSSM's words as its page "usage" has them, and a registry that keeps what they would. */
function machine() {
  const values = new Map<string, string>();
  const ran: string[] = [];
  const run = async (program: string, args: readonly string[]): Promise<string> => {
    const [verb, ...rest] = args;
    ran.push([program, ...args].join(' '));
    if (program === 'reg.exe') {
      const name = args.at(-1) ?? '';
      const value = values.get(name);
      if (value === undefined)
        throw new Error('ERROR: The system was unable to find the specified registry key');
      return `\r\nHKEY_LOCAL_MACHINE\\...\r\n    ${name}    ${name === 'Start' ? 'REG_DWORD' : 'REG_EXPAND_SZ'}    ${value}\r\n\r\n`;
    }
    if (verb === 'install') values.set('Application', rest[1] ?? '').set('Start', '0x2');
    if (verb === 'set') values.set(rest[1] ?? '', rest[1] === 'Start' ? '0x2' : (rest[2] ?? ''));
    if (verb === 'remove') values.clear();
    return '';
  };
  return { values, ran, run };
}

it('installs through the wrapper that is named, reads back from the registry, and removes', async () => {
  const here = machine();
  const service = wrappedService(here, 'C:\\tools\\nssm.exe');
  expect(await service.read()).toEqual({ kind: 'absent' });
  await service.install(ENTRY);
  expect(here.ran).toContain('C:\\tools\\nssm.exe install HAL Listener C:\\Program Files\\nodejs\\node.exe');
  expect(await service.read()).toEqual({ kind: 'installed', entry: ENTRY });
  here.values.set('Start', '0x4');
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
