import { type AutostartEntry, type AutostartState, WINDOWS_SYSTEM_SID } from './autostart.ts';
import { entryOfWindowsCommandLine, windowsCommandLine } from './command-line.ts';
import { assertNoControlCharacters, elementTexts, xmlText } from './text-formats.ts';

/** `boot` keeps a program running from boot on; `health` runs it every five minutes. */
type TaskSchedule = 'boot' | 'health';

export interface TaskOptions {
  readonly schedule: TaskSchedule;
  /** SID or name of the account that it runs as. */
  readonly user?: string;
}

/** SYSTEM, LOCAL SERVICE and NETWORK SERVICE, which have no password. */
const SERVICE_ACCOUNTS = [WINDOWS_SYSTEM_SID, 'S-1-5-19', 'S-1-5-20'];

/** Task Scheduler's XML, version 1.2 (Windows 7 and later). @throws AutostartError */
export function taskXml(entry: AutostartEntry, { schedule, user = WINDOWS_SYSTEM_SID }: TaskOptions): string {
  assertNoControlCharacters(entry);
  const line = windowsCommandLine(entry);
  const taskArguments = line.slice(entry.program.length + 2).trimStart();
  const isBoot = schedule === 'boot';
  const settings = isBoot
    ? [
        '<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
        '<Priority>5</Priority>',
        '<RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>',
      ]
    : ['<ExecutionTimeLimit>PT10M</ExecutionTimeLimit>', '<Priority>5</Priority>'];
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    `    <Description>${isBoot ? 'Keeps the HAL listener running, from boot on' : 'Checks every five minutes that the HAL listener answers'}</Description>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    ...(isBoot ? ['    <BootTrigger><Enabled>true</Enabled></BootTrigger>'] : []),
    ...repetition(entry, schedule),
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${xmlText(user)}</UserId>`,
    // Without a password, which nobody then has to store: the account reaches no other machine in its own name.
    ...(SERVICE_ACCOUNTS.includes(user) ? [] : ['      <LogonType>S4U</LogonType>']),
    `      <RunLevel>${user === WINDOWS_SYSTEM_SID ? 'HighestAvailable' : 'LeastPrivilege'}</RunLevel>`,
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    ...settings.map((setting) => `    ${setting}`),
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    `      <Command>${xmlText(entry.program)}</Command>`,
    `      <Arguments>${xmlText(taskArguments)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}

/**
 * A program that is to stay is started again every minute if it is gone: RestartOnFailure only repeats a start that failed.
 * While it runs, IgnoreNew drops the start. One that leaves at once has started something else, which a second start would
 * disturb.
 */
function repetition({ leavesAtOnce = false }: AutostartEntry, schedule: TaskSchedule): string[] {
  if (schedule === 'boot' && leavesAtOnce) return [];
  const interval = schedule === 'boot' ? 'PT1M' : 'PT5M';
  return [
    '    <TimeTrigger>',
    `      <Repetition><Interval>${interval}</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>`,
    '      <StartBoundary>2020-01-01T00:00:00</StartBoundary>',
    '      <Enabled>true</Enabled>',
    '    </TimeTrigger>',
  ];
}

/** Parses a task; undefined if the text is none. Windows adds other elements, and `Enabled` if it is off. */
export function readTaskXml(xml: string): AutostartState | undefined {
  const [program] = elementTexts(xml, 'Command');
  if (program === undefined) return undefined;
  if (elementTexts(xml, 'Enabled').includes('false')) {
    return { kind: 'idle', why: 'it was switched off in Task Scheduler', isSwitchedOff: true };
  }
  const [taskArguments = ''] = elementTexts(xml, 'Arguments');
  const { args = [] } = entryOfWindowsCommandLine(`x ${taskArguments}`) ?? {};
  return { kind: 'installed', entry: { program: program.replace(/^"(.*)"$/, '$1'), args } };
}
