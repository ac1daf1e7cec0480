import { expect, it } from 'vitest';
import type { RunTool } from '../platform/run-tool.ts';
import { readRegistry, readRegistryText, registryValue } from './registry.ts';
import { memoryFiles } from './testing/entries.ts';
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

it('reads texts of both kinds from an exported file', async () => {
  const files = memoryFiles();
  const bytes =
    Buffer.from('"C:\\表計\\x.exe" %A%\0', 'utf16le').toString('hex').match(/../g)?.join(',') ?? '';
  // Windows continues a long line after a backslash.
  const value = `hex(2):${bytes.slice(0, 60)}\\\r\n  ${bytes.slice(60)}`;
  const run: RunTool = async (_program, args) => {
    if (args[0] === 'query') return '    ImagePath    REG_EXPAND_SZ    "C:\\??\\x.exe"\r\n';
    files.write(args[2] ?? '', Buffer.from(`\uFEFF[HKLM]\r\n"ImagePath"=${value}\r\n"A"="b"\r\n`, 'utf16le'));
    return '';
  };
  expect(await readRegistryText(run, KEY, 'ImagePath', { files, temporaryFile: 'x.reg' })).toMatchObject({
    data: '"C:\\表計\\x.exe" %A%',
  });
});

it('reads the lines of reg.exe', () => {
  expect(registryValue('    Other    REG_SZ    x\r\n', 'HAL Listener')).toBeUndefined();
  expect(registryValue('    A    REG_DWORD    0x2\r\n', 'A')).toMatchObject({
    type: 'REG_DWORD',
    data: '0x2',
  });
  expect(registryValue('    A    REG_SZ\r\n', 'A')).toMatchObject({ data: '' });
});
