import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ToolError } from '../platform/run-tool.ts';
import type { AutostartEntry } from './autostart.ts';
import { scheduledTask } from './task.ts';
import { readTaskXml, type TaskOptions, taskXml } from './task-xml.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

const BOOT: TaskOptions = { schedule: 'boot' };
const PLACES = { temporaryFile: 'draft.xml', tasksFolder: 'C:\\Windows\\System32\\Tasks' };

/**
 * The form in which Windows gives a task back, put together from Microsoft's page "Boot Trigger Example (XML)" and the
 * elements it adds (URI, LogonType, Enabled). Unproven on Windows.
 */
const GIVEN_BACK = taskXml(ENTRY, BOOT)
  .replace('<RegistrationInfo>', '<RegistrationInfo>\r\n    <URI>\\HAL Listener</URI>')
  .replace('<Priority>', '<Enabled>true</Enabled>\r\n    <Priority>');

it('reads back what it wrote, whatever signs are in it', () => {
  fc.assert(
    fc.property(ENTRIES, (entry) => {
      expect(readTaskXml(taskXml(entry, BOOT))).toEqual({ kind: 'installed', entry });
    }),
  );
});

it('runs from boot on as SYSTEM, without a time limit, and says when somebody switched it off', () => {
  const xml = taskXml(ENTRY, BOOT);
  for (const part of ['<BootTrigger>', 'S-1-5-18', 'PT0S', '<Command>C:\\Program Files\\nodejs\\node.exe<']) {
    expect(xml).toContain(part);
  }
  expect(readTaskXml(GIVEN_BACK)).toEqual({ kind: 'installed', entry: ENTRY });
  const off = GIVEN_BACK.replace(
    '<Enabled>true</Enabled>\r\n    <Priority>',
    '<Enabled>false</Enabled><Priority>',
  );
  expect(readTaskXml(off)).toMatchObject({ kind: 'idle' });
  expect(readTaskXml('ERROR: The system cannot find the file specified.')).toBeUndefined();
});

it('is started again every minute if it is gone, but not what has left something else behind', () => {
  const repeats = /<Repetition><Interval>(PT\dM)<\/Interval>/;
  const intervalOf = (entry: AutostartEntry, schedule: TaskOptions['schedule']) =>
    repeats.exec(taskXml(entry, { schedule }))?.[1];
  const phantom = { ...ENTRY, leavesAtOnce: true };
  expect([intervalOf(ENTRY, 'boot'), intervalOf(phantom, 'boot')]).toEqual(['PT1M', undefined]);
  expect([intervalOf(ENTRY, 'health'), intervalOf(phantom, 'health')]).toEqual(['PT5M', 'PT5M']);
  expect(taskXml(ENTRY, BOOT)).toContain('<MultipleInstancesPolicy>IgnoreNew<');
  expect(taskXml(ENTRY, { schedule: 'health' })).not.toContain('<BootTrigger>');
});

it('runs as another account without its password', () => {
  const as = (user: string): string => taskXml(ENTRY, { schedule: 'boot', user });
  expect(as('S-1-5-21-1-2-3-1001')).toMatch(
    /<UserId>S-1-5-21-1-2-3-1001<\/UserId>\s+<LogonType>S4U<\/LogonType>\s+<RunLevel>LeastPrivilege</,
  );
  expect(as('S-1-5-19')).not.toContain('LogonType');
  expect(as('HAL & <Büro>\\müller')).toContain('<UserId>HAL &amp; &lt;Büro&gt;\\müller<');
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
  const task = scheduledTask({ run, files }, PLACES, BOOT);
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
  const health = scheduledTask({ run, files }, PLACES, { schedule: 'health' });
  expect(health.location).toBe('Task Scheduler, task HAL Listener Health');
});

/** A Task Scheduler that fails, with an exit code of its own where that is asked for. */
function failing(code: number, message: string) {
  return async (_program: string, args: readonly string[]): Promise<string> => {
    throw new ToolError(message, args.includes('/HRESULT') ? code : 1);
  };
}

/** Node gives exit codes of Windows without a sign; other runtimes with one. */
it.each([0x80_07_00_02, 0x80_07_00_02 | 0, 0x80_07_00_03])(
  'takes a task for missing where Windows says so by number: %i',
  async (code) => {
    const run = failing(code, 'FEHLER: Das System kann die angegebene Datei nicht finden.');
    expect(await scheduledTask({ run, files: memoryFiles() }, PLACES, BOOT).read()).toEqual({
      kind: 'absent',
    });
  },
);

it('does not take a refused task for a missing one, neither to show nor to remove it', async () => {
  const why = 'FEHLER: Zugriff verweigert';
  const files = {
    ...memoryFiles(),
    read: () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    },
  };
  const task = scheduledTask({ run: failing(0x80_07_00_05, why), files }, PLACES, BOOT);
  expect(await task.read()).toEqual({ kind: 'unknown', why });
  await expect(task.remove()).rejects.toThrow(`${why}. Try as an administrator`);
  await expect(task.install(ENTRY)).rejects.toThrow('administrator');
});

it('reads the file of the task where schtasks shows none', async () => {
  const files = memoryFiles();
  const task = scheduledTask({ run: async () => '', files }, PLACES, BOOT);
  expect(await task.read()).toEqual({ kind: 'absent' });
  const file = 'C:\\Windows\\System32\\Tasks\\HAL Listener';
  files.write(file, Buffer.from(`\uFEFF${GIVEN_BACK}`, 'utf16le'));
  expect(await task.read()).toEqual({ kind: 'installed', entry: ENTRY });
  files.write(file, 'no task');
  expect(await task.read()).toMatchObject({ kind: 'unknown' });
});
