import fc from 'fast-check';
import { expect, it } from 'vitest';
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
