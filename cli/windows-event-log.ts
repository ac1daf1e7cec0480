import { type Alarm, describeAlarm } from '../contract/alarm.ts';
import { powershell, powershellText } from '../supervisor/platform/powershell.ts';
import type { RunTool } from '../supervisor/platform/run-tool.ts';

const ENTRY_TYPES = { raised: 'Warning', cleared: 'Information' } as const;
const EVENT_IDS = { raised: 1, cleared: 2 } as const;

/**
 * Writes an alarm to the application log of Windows. The source is Windows' own `Application`, since only an administrator can
 * register another one. `Write-EventLog` is missing in PowerShell 7, so .NET's class is used.
 *
 * @throws ToolError if Windows does not accept it
 */
export async function writeWindowsEvent(alarm: Alarm, runTool: RunTool): Promise<void> {
  const text = powershellText(`HAL Listener: ${describeAlarm(alarm)}`);
  const type = `[Diagnostics.EventLogEntryType]::${ENTRY_TYPES[alarm.state]}`;
  const script = `[Diagnostics.EventLog]::WriteEntry('Application',${text},${type},${EVENT_IDS[alarm.state]})`;
  await powershell(runTool, script);
}
