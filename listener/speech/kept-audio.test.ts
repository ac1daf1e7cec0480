import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { KeptAudio } from './kept-audio.ts';

function kept(folder: string, clock = new FakeClock()) {
  const log = recordedLog();
  const audio = new KeptAudio({ folder, days: 2, log, clock });
  onTestFinished(() => audio.close());
  return { audio, log, clock };
}

function scratch(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-audio-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('writes private files into a private folder, and deletes its own after their days', async () => {
  const folder = path.join(scratch(), 'audio');
  const { audio, clock } = kept(folder);
  await audio.keep(new Uint8Array(320), 'a1b2c3d4');
  const [name = ''] = readdirSync(folder);
  expect(name).toMatch(/^hal-2026\d{4}T\d{9}Z-a1b2c3d4\.wav$/);
  const file = path.join(folder, name);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const foreign = path.join(folder, 'mine.wav');
  writeFileSync(foreign, '');
  const written = new Date(clock.now());
  for (const each of [file, foreign]) utimesSync(each, written, written);
  audio.deleteOld();
  expect(existsSync(file)).toBe(true);
  clock.advance(2 * 86_400_000 + 1);
  audio.deleteOld();
  expect(readdirSync(folder)).toEqual(['mine.wav']);
});

it('says once that the disk does not take a recording, and goes on', async () => {
  const file = path.join(scratch(), 'file');
  writeFileSync(file, '');
  const { audio, log } = kept(path.join(file, 'audio'));
  for (let turn = 0; turn < 2; turn += 1) await audio.keep(new Uint8Array(2), 'a');
  expect(log.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
});
