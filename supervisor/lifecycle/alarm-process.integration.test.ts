import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { ALARM, ALARM_VARIABLE, type Alarm } from '../../contract/alarm.ts';
import { scratchHome } from '../testing/scratch-home.ts';
import { startAlarmProcess } from './alarm-process.ts';
import { ShippedListener } from './shipped-listener.ts';

const ALARM_SENT: Alarm = {
  kind: 'crash',
  state: 'raised',
  at: 1_764_000_000_000,
  detail: 'port 8768: "SIGKILL"',
};

/** A program that writes down how it was started. */
function recordingProgram() {
  const folder = scratchHome();
  const record = path.join(folder, 'record.json');
  const script = path.join(folder, 'program.cjs');
  writeFileSync(
    script,
    `const { writeFileSync, renameSync } = require('node:fs');
     const { argv, env, ppid } = process;
     writeFileSync(${JSON.stringify(`${record}.new`)}, JSON.stringify({ args: argv.slice(2), env, ppid }));
     renameSync(${JSON.stringify(`${record}.new`)}, ${JSON.stringify(record)});`,
  );
  const started = () =>
    vi.waitFor(
      () => JSON.parse(readFileSync(record, 'utf8')) as { args: string[]; env: Record<string, string> },
      { timeout: 30_000, interval: 50 },
    );
  return { script, started };
}

it('sends the alarm of a crash by the shipped program, with its environment and the alarm in it', async () => {
  const { script, started } = recordingProgram();
  const env = { ...process.env, HAL_TEST_MARK: 'kept', NODE_OPTIONS: '--inspect' };
  const shipped = new ShippedListener({ program: process.execPath, args: [script], env });
  shipped.sendAlarm(ALARM_SENT, '/a home');
  const { args, env: inherited } = await started();
  expect(args).toEqual(['alarm', 'send', '--home=/a home']);
  expect(ALARM.parse(JSON.parse(inherited[ALARM_VARIABLE] ?? ''))).toEqual(ALARM_SENT);
  expect(inherited.HAL_TEST_MARK).toBe('kept');
  expect(inherited.NODE_OPTIONS).toBeUndefined();
});

it('survives a program that cannot be started', async () => {
  startAlarmProcess({ program: path.join(scratchHome(), 'no-such-program'), args: [] }, ALARM_SENT);
  // The error arrives within a few turns of the event loop; an unhandled one would fail the test run.
  await new Promise((resolve) => setTimeout(resolve, 200));
});
