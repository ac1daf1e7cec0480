import { oneLine } from '../../lib/text.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  type AutostartEntry,
  AutostartError,
  type AutostartState,
} from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { assertNoControlCharacters, elementTexts, xmlText } from './text-formats.ts';

/**
 * Starts at boot on Windows, before anybody logs in, by a task that runs as SYSTEM, through schtasks.exe. Needs an
 * administrator.
 *
 * @param temporaryFile path of a temporary file, since schtasks reads a task from a file only
 */
export function scheduledTask(
  { run, files }: AutostartDependencies,
  temporaryFile: string,
  name = AUTOSTART_NAME,
): Autostart {
  const schtasks = (...taskArguments: readonly string[]): Promise<string> =>
    run('schtasks.exe', [...taskArguments.slice(0, 1), '/TN', name, ...taskArguments.slice(1)]);
  const change = async (...taskArguments: readonly string[]): Promise<void> => {
    await schtasks(...taskArguments).catch((error: unknown) => {
      throw new AutostartError(
        `Task Scheduler rejected the change: ${oneLine(error)}. Try as an administrator.`,
      );
    });
  };
  const query = (): Promise<string> => schtasks('/Query', '/XML').catch(() => '');
  return {
    location: `Task Scheduler, task ${name}`,
    install: async (entry) => {
      // UTF-16 with a byte order mark is the only encoding that every version of schtasks reads.
      files.write(temporaryFile, Buffer.from(`\uFEFF${taskXml(entry)}`, 'utf16le'));
      try {
        await change('/Create', '/XML', temporaryFile, '/F');
      } finally {
        files.remove(temporaryFile);
      }
    },
    remove: async () => {
      if (readTaskXml(await query()).kind !== 'absent') await change('/Delete', '/F');
    },
    read: async () => readTaskXml(await query()),
  };
}

/** Task Scheduler's XML, version 1.2 (Windows 7 and later). @throws AutostartError */
export function taskXml(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const line = windowsCommandLine(entry);
  const taskArguments = line.slice(entry.program.length + 2).trimStart();
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Keeps the HAL listener running, from boot on</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
    </BootTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>S-1-5-18</UserId>
      <RunLevel>HighestAvailable</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>255</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xmlText(entry.program)}</Command>
      <Arguments>${xmlText(taskArguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
`.replaceAll('\n', '\r\n');
}

/** Parses the output of `schtasks /Query /TN NAME /XML`. Windows adds other elements, and `Enabled` if it is off. */
export function readTaskXml(xml: string): AutostartState {
  const [program] = elementTexts(xml, 'Command');
  if (program === undefined) return { kind: 'absent' };
  if (elementTexts(xml, 'Enabled').includes('false')) {
    return { kind: 'idle', why: 'it was switched off in Task Scheduler' };
  }
  const [taskArguments = ''] = elementTexts(xml, 'Arguments');
  const { args = [] } = entryOfWindowsCommandLine(`x ${taskArguments}`) ?? {};
  return { kind: 'installed', entry: { program: program.replace(/^"(.*)"$/, '$1'), args } };
}
