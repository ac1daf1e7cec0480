import fc from 'fast-check';
import { expect, it } from 'vitest';
import { qmEntry } from './qm-entry.ts';
import { entryOfScript, scriptText, startupScript } from './startup-script.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

it('reads back what it wrote, whatever signs are in it but quotes', () => {
  const writable = ENTRIES.filter(({ args }) => !args.some((word) => word.includes('"')));
  fc.assert(
    fc.property(writable, (entry) => {
      expect(entryOfScript(scriptText(entry))).toEqual(entry);
    }),
  );
  expect(() => scriptText({ program: 'x', args: ['say "hi"'] })).toThrow('quote');
});

it('stands in the Startup folder', async () => {
  const files = memoryFiles();
  const script = startupScript({ files }, 'C:\\Users\\anna\\AppData\\Roaming');
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
  const own = startupScript({ files }, 'C:\\ProgramData', 'listener');
  const qm = startupScript({ files }, 'C:\\ProgramData', 'qm');
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
