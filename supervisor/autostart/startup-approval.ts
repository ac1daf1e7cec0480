import type { RunTool } from '../platform/run-tool.ts';
import type { AutostartState } from './autostart.ts';
import { readRegistry } from './registry.ts';

/** Task Manager and Settings record here which programs a user has switched off at login. */
const APPROVED = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved';

/** A program that starts at login: the key of its list, and its name there. */
export interface ApprovedProgram {
  readonly hive: 'HKCU' | 'HKLM';
  readonly list: 'Run' | 'StartupFolder';
  /** The name of the value in the Run key, or of the file. */
  readonly name: string;
}

/** @returns undefined if it is switched on, otherwise the state that a reader shows */
export async function readApproval(
  run: RunTool,
  { hive, list, name }: ApprovedProgram,
): Promise<AutostartState | undefined> {
  const value = await readRegistry(run, `${hive}\\${APPROVED}\\${list}`, name);
  if (value.kind === 'unknown') return value;
  if (value.kind === 'absent' || !isSwitchedOff(value.data)) return undefined;
  return { kind: 'idle', why: 'it was switched off in Task Manager or Settings', isSwitchedOff: true };
}

/** Switches it on: what somebody installs is to start. Rejects with ToolError. */
export async function approve(run: RunTool, { hive, list, name }: ApprovedProgram): Promise<void> {
  const key = `${hive}\\${APPROVED}\\${list}`;
  if ((await readRegistry(run, key, name)).kind === 'absent') return;
  await run('reg.exe', ['delete', key, '/v', name, '/f']);
}

/** Whether the entry is switched off: the first byte of the value is even for on, odd for off (usually 02 and 03). */
function isSwitchedOff(bytes: string): boolean {
  const [, first] = /^\s*([0-9A-F]{2})/i.exec(bytes) ?? [];
  return first !== undefined && Number.parseInt(first, 16) % 2 === 1;
}
