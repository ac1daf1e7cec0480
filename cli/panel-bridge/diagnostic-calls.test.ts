import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { expect, it, onTestFinished } from 'vitest';
import { DIAGNOSE_PROGRESS } from '../../contract/panel-diagnostics.ts';
import { type Check, ok } from '../diagnose/check.ts';
import { addSettingFlags, PLACE_NAMES } from '../setting-flags.ts';
import { recordedTerminal } from '../testing/terminal.ts';
import { backupCalls } from './backup-calls.ts';
import { diagnosticCalls } from './diagnostic-calls.ts';

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-diagnostic-calls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function staged() {
  const home = scratch();
  const seen: unknown[] = [];
  const context = { onProgress: (progress: unknown) => void seen.push(DIAGNOSE_PROGRESS.parse(progress)) };
  let isOpen = true;
  const door: Check = {
    id: 'door',
    title: 'Door',
    problems: [],
    run: async () => {
      const apply = async (): Promise<string> => {
        isOpen = false;
        return 'Closed it.';
      };
      return isOpen
        ? [{ severity: 'problem', text: 'it is open', fix: { question: 'Close it?', apply } }]
        : [ok('it is closed')];
    },
  };
  const wall: Check = { id: 'wall', title: 'Wall', problems: [], run: async () => [ok('it stands')] };
  const command = addSettingFlags(new Command('from-panel'), PLACE_NAMES);
  const terminal = recordedTerminal({ HAL_LISTENER_HOME: home });
  const calls = diagnosticCalls(command, terminal, [wall, door]);
  return { calls, seen, context, home };
}

it('tells the plan, each beginning and each end, and returns all results', async () => {
  const { calls, seen, context } = staged();
  const { checks } = await calls.diagnose({}, context);
  expect(checks.map(({ id, result }) => [id, result])).toEqual([
    ['wall', 'ok'],
    ['door', 'problem'],
  ]);
  expect(checks[1]?.findings[0]).toEqual({ result: 'problem', text: 'it is open', fix: 'Close it?' });
  expect(seen).toMatchObject([
    { kind: 'plan', titles: ['Wall', 'Door'] },
    { kind: 'begin', number: 1 },
    { kind: 'end', check: { id: 'wall' } },
    { kind: 'begin', number: 2 },
    { kind: 'end', check: { id: 'door' } },
  ]);
});

it('makes the repair that was offered, once, and checks again', async () => {
  const { calls, context } = staged();
  const fix = { id: 'door', fix: 'Close it?' };
  expect(await calls['diagnose-fix'](fix, context)).toMatchObject({
    message: 'Closed it.',
    check: { number: 2, result: 'ok' },
  });
  await expect(calls['diagnose-fix'](fix, context)).rejects.toThrow('nothing to repair any more');
  await expect(calls['diagnose-fix']({ id: 'roof', fix: 'x' }, context)).rejects.toThrow('no check "roof"');
});

it('packs the report', async () => {
  const { calls, context } = staged();
  const { name, content } = await calls['diagnose-bundle']({}, context);
  expect(name).toMatch(/\.zip$/);
  expect(Buffer.from(content, 'base64').subarray(0, 2).toString()).toBe('PK');
});

it('saves a backup, in a file or for the browser, checks it and restores it', async () => {
  const [home, folder] = [scratch(), scratch()];
  const context = { onProgress: () => undefined };
  writeFileSync(path.join(home, 'config.json'), '{"port": 9000}');
  const calls = backupCalls([`--home=${home}`], recordedTerminal({}));
  const file = path.join(folder, 'hal.zip');
  expect((await calls.backup({ target: file, withSessions: false }, context)).message).toContain(
    `Saved ${file}`,
  );
  const { download } = await calls.backup({ withSessions: false }, context);
  expect(
    Buffer.from(download?.content ?? '', 'base64')
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');
  expect(await calls['restore-check']({ file }, context)).toMatchObject({
    file,
    version: expect.any(String),
  });
  expect((await calls.restore({ file }, context)).message).toContain(`Restored ${home}`);
  await expect(calls['restore-check']({ file: 'hal.zip' }, context)).rejects.toThrow('not a whole path');
  await expect(calls['restore-check']({ file: path.join(folder, 'none.zip') }, context)).rejects.toThrow();
  await expect(calls.backup({ target: file, withSessions: false }, context)).rejects.toThrow('exists');
});
