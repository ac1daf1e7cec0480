import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readTaskXml, scheduledTask, taskXml } from './task.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

/**
 * The form in which Windows gives a task back, put together from Microsoft's page "Boot Trigger Example (XML)" and the
 * elements it adds (URI, LogonType, Enabled). Unproven on Windows.
 */
const GIVEN_BACK = taskXml(ENTRY)
  .replace('<RegistrationInfo>', '<RegistrationInfo>\r\n    <URI>\\HAL Listener</URI>')
  .replace('<Priority>', '<Enabled>true</Enabled>\r\n    <Priority>');

it('reads back what it wrote, whatever signs are in it', () => {
  fc.assert(
    fc.property(ENTRIES, (entry) => {
      expect(readTaskXml(taskXml(entry))).toEqual({ kind: 'installed', entry });
    }),
  );
});

it('runs from boot on as SYSTEM, without a time limit, and says when somebody switched it off', () => {
  const xml = taskXml(ENTRY);
  for (const part of ['<BootTrigger>', 'S-1-5-18', 'PT0S', '<Command>C:\\Program Files\\nodejs\\node.exe<']) {
    expect(xml).toContain(part);
  }
  expect(readTaskXml(GIVEN_BACK)).toEqual({ kind: 'installed', entry: ENTRY });
  const off = GIVEN_BACK.replace(
    '<Enabled>true</Enabled>\r\n    <Priority>',
    '<Enabled>false</Enabled><Priority>',
  );
  expect(readTaskXml(off)).toMatchObject({ kind: 'idle' });
  expect(readTaskXml('ERROR: The system cannot find the file specified.')).toEqual({ kind: 'absent' });
});

it('hands the task over in a file that is gone afterwards, and says who may', async () => {
  const files = memoryFiles();
  const ran: string[] = [];
  const run = async (program: string, args: readonly string[]): Promise<string> => {
    ran.push([program, ...args].join(' '));
    if (args[0] === '/Create')
      expect(files.all.get('draft.xml')?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    return GIVEN_BACK;
  };
  const task = scheduledTask({ run, files }, 'draft.xml');
  await task.install(ENTRY);
  expect(await task.read()).toEqual({ kind: 'installed', entry: ENTRY });
  await task.remove();
  expect(files.all.size).toBe(0);
  expect(ran).toEqual([
    'schtasks.exe /Create /TN HAL Listener /XML draft.xml /F',
    'schtasks.exe /Query /TN HAL Listener /XML',
    'schtasks.exe /Query /TN HAL Listener /XML',
    'schtasks.exe /Delete /TN HAL Listener /F',
  ]);
  const rejected = scheduledTask(
    { run: () => Promise.reject(new Error('Access is denied.')), files },
    'draft.xml',
  );
  await expect(rejected.install(ENTRY)).rejects.toThrow('administrator');
  expect(await rejected.read()).toEqual({ kind: 'absent' });
  await rejected.remove();
});
