import { expect, it } from 'vitest';
import { readRegistry, registryValue } from './registry.ts';
import { FakeRegistry } from './testing/registry.ts';

const KEY = 'HKLM\\SYSTEM\\Services\\HAL Listener\\Parameters';

it('reads a value, and knows a missing one from a refused one in any language', async () => {
  const registry = new FakeRegistry();
  const read = () => readRegistry(registry.run, KEY, 'Application');
  // Not even the root can be listed.
  expect(await read()).toMatchObject({ kind: 'unknown' });
  registry.key('HKLM\\SYSTEM\\Services\\Other');
  expect(await read()).toEqual({ kind: 'absent' });
  registry.key('HKLM\\SYSTEM\\Services\\HAL Listener');
  expect(await read()).toEqual({ kind: 'absent' });
  registry.key(KEY);
  expect(await read()).toEqual({ kind: 'absent' });
  registry.key(KEY).set('Application', ['REG_EXPAND_SZ', 'C:\\a b\\x.exe']);
  expect(await read()).toEqual({ kind: 'value', type: 'REG_EXPAND_SZ', data: 'C:\\a b\\x.exe' });
  registry.denied.add(KEY);
  expect(await read()).toEqual({ kind: 'unknown', why: 'FEHLER: Zugriff verweigert' });
  registry.denied.add('HKLM\\SYSTEM\\Services');
  expect(await read()).toMatchObject({ kind: 'unknown' });
});

it('reads the lines of reg.exe', () => {
  expect(registryValue('    Other    REG_SZ    x\r\n', 'HAL Listener')).toBeUndefined();
  expect(registryValue('    A    REG_DWORD    0x2\r\n', 'A')).toMatchObject({
    type: 'REG_DWORD',
    data: '0x2',
  });
  expect(registryValue('    A    REG_SZ\r\n', 'A')).toMatchObject({ data: '' });
});
