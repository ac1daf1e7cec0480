import { expect, it } from 'vitest';
import type { RunTool } from '../platform/run-tool.ts';
import { registryText, runKey } from './run-key.ts';
import { ENTRY } from './testing/entries.ts';

/** Recorded: Wine 8.0's `reg query HKCU\...\Run /v "HAL Listener"`. Windows prints the same form. */
const QUERY =
  '\r\nHKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\r\n    HAL Listener    REG_SZ    "C:\\Program Files\\nodejs\\node.exe" "C:\\HAL Listener\\hal-listener.cjs" watch --port=9000\r\n\r\n';
/** The form of Windows' own values: 12 bytes, of which the first says on or off. Unproven on Windows. */
const OFF =
  '\r\nHKEY_CURRENT_USER\\...\r\n    HAL Listener    REG_BINARY    03000000A1B2C3D4E5F60000\r\n\r\n';

function registry(answers: Readonly<Record<string, string>>): RunTool & { readonly ran: string[] } {
  const ran: string[] = [];
  const run: RunTool = async (program, args) => {
    const line = [program, ...args].join(' ');
    ran.push(line);
    const answer = Object.entries(answers).find(([words]) => line.includes(words))?.[1];
    if (answer === undefined) throw new Error('reg: Unable to find the specified registry value\r\n');
    return answer;
  };
  return Object.assign(run, { ran });
}

it('reads back what Windows would start', async () => {
  expect(await runKey({ run: registry({ 'Version\\Run': QUERY }) }).read()).toEqual({
    kind: 'installed',
    entry: ENTRY,
  });
  expect(await runKey({ run: registry({}) }).read()).toEqual({ kind: 'absent' });
  const off = registry({ 'Version\\Run': QUERY, StartupApproved: OFF });
  expect(await runKey({ run: off }).read()).toMatchObject({
    kind: 'idle',
    why: expect.stringContaining('Task Manager'),
  });
  expect(registryText('    Other    REG_SZ    x\r\n', 'HAL Listener')).toBeUndefined();
});

it('writes the value, switches it on, and removes it', async () => {
  const fresh = registry({ add: '' });
  await runKey({ run: fresh }).install(ENTRY);
  expect(fresh.ran[0]).toMatch(/^reg\.exe add HKCU\\.*\\Run \/v HAL Listener \/t REG_SZ \/d "C:\\Program/);
  const off = registry({ add: '', delete: '', 'Version\\Run': QUERY, StartupApproved: OFF });
  await runKey({ run: off }).install(ENTRY);
  expect(off.ran.at(-1)).toMatch(/delete .*StartupApproved/);
  await runKey({ run: off }).remove();
  expect(off.ran.at(-1)).toMatch(/delete HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /);
  await expect(runKey({ run: registry({}) }).install(ENTRY)).rejects.toThrow('Could not change the registry');
});
