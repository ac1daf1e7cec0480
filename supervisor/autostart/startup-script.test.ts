import fc from 'fast-check';
import { expect, it } from 'vitest';
import { qmEntry } from './qm-entry.ts';
import { entryOfScript, scriptText, startupScript } from './startup-script.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';
import { FakeRegistry } from './testing/registry.ts';

it('reads back what it wrote, whatever signs are in it but quotes', () => {
  const writable = ENTRIES.filter(({ args }) => !args.some((word) => word.includes('"')));
  fc.assert(
    fc.property(writable, (entry) => {
      expect(entryOfScript(scriptText(entry))).toEqual(entry);
    }),
  );
  expect(() => scriptText({ program: 'x', args: ['say "hi"'] })).toThrow('quote');
});

/** A registry where nothing was switched off yet. */
function registryOfWindows(): FakeRegistry {
  const registry = new FakeRegistry();
  for (const hive of ['HKCU', 'HKLM']) registry.key(`${hive}\\Software`);
  return registry;
}

it.each([
  ['HKCU', false],
  ['HKLM', true],
] as const)(
  'sees in %s that it was switched off, and switches it on when it is installed',
  async (hive, allUsers) => {
    const registry = registryOfWindows();
    const script = startupScript({ files: memoryFiles(), run: registry.run }, { folder: 'C:\\R', allUsers });
    await script.install(ENTRY);
    const key = `${hive}\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\StartupFolder`;
    registry.key(key).set('HAL Listener.cmd', ['REG_BINARY', '030000000000000000000000']);
    expect(await script.read()).toMatchObject({ kind: 'idle', isSwitchedOff: true });
    registry.denied.add(key);
    expect(await script.read()).toMatchObject({ kind: 'unknown' });
    registry.denied.clear();
    await script.install(ENTRY);
    expect(await script.read()).toEqual({ kind: 'installed', entry: ENTRY });
    expect(registry.key(key).size).toBe(0);
  },
);

it('stands in the Startup folder', async () => {
  const files = memoryFiles();
  const { run } = registryOfWindows();
  const script = startupScript({ files, run }, { folder: 'C:\\Users\\anna\\AppData\\Roaming' });
  expect(script.location).toBe(
    'C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\HAL Listener.cmd',
  );
  await script.install(ENTRY);
  expect(await script.read()).toEqual({ kind: 'installed', entry: ENTRY });
  files.write(script.location, 'rem');
  expect(await script.read()).toMatchObject({ kind: 'idle' });
  await script.remove();
  expect(await script.read()).toEqual({ kind: 'absent' });
});

it('makes the script that administrators of QM know, and no two', async () => {
  const files = memoryFiles();
  const { run } = registryOfWindows();
  const own = startupScript({ files, run }, { folder: 'C:\\ProgramData' });
  const qm = startupScript({ files, run }, { folder: 'C:\\ProgramData', via: 'qm' });
  await own.install(ENTRY);
  await qm.install(qmEntry({ program: 'C:\\qmsys\\bin\\qm.exe', account: 'HAL' }, 'listener'));
  const file = 'C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\start_hal_websocket.bat';
  expect([...files.all.keys()]).toEqual([file]);
  expect(String(files.all.get(file))).toBe(
    `@chcp 65001 >nul\r\n@C:\\qmsys\\bin\\qm.exe -aHAL "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"\r\n`,
  );
  // Whichever is there is shown and removed.
  expect(await own.read()).toMatchObject({ kind: 'installed', entry: { program: 'C:\\qmsys\\bin\\qm.exe' } });
  expect(own.location).toBe(file);
  await own.remove();
  expect(files.all.size).toBe(0);
});

it('reads a script that somebody wrote by hand', () => {
  const byHand = `@echo off\r\nrem HAL\r\nC:\\qmsys\\bin\\qm.exe -aHAL "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"\r\n`;
  expect(entryOfScript(byHand)?.args).toEqual(['-aHAL', "PHANTOM EXECUTE 'WEBSOCKET.LISTENER'"]);
});
