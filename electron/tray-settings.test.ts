import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS, SettingsFile } from './tray-settings.ts';

function opened(content?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-tray-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'tray.json');
  if (content !== undefined) writeFileSync(file, content);
  const lines: string[] = [];
  return { file, lines, settings: new SettingsFile(file, (line) => lines.push(line)) };
}

it('begins with the defaults and keeps what is changed', () => {
  const { file, lines, settings } = opened();
  expect([settings.current, lines]).toEqual([DEFAULT_SETTINGS, []]);
  settings.update({ stopOnQuit: true });
  expect(new SettingsFile(file, () => undefined).current).toEqual({ ...DEFAULT_SETTINGS, stopOnQuit: true });
  expect(JSON.parse(readFileSync(file, 'utf8')).stopOnQuit).toBe(true);
});

it('says that a file cannot be used, and goes on', () => {
  for (const content of ['{', '{"silenced": ["everything"]}', '[]']) {
    const { settings, lines, file } = opened(content);
    expect(settings.current).toEqual(DEFAULT_SETTINGS);
    expect(lines[0]).toContain(file);
  }
});

it('says that a change is not kept where it cannot be written', () => {
  const lines: string[] = [];
  const settings = new SettingsFile('/nowhere/tray.json', (line) => lines.push(line));
  settings.update({ stopOnQuit: true });
  expect([settings.current.stopOnQuit, lines[0]]).toEqual([
    true,
    expect.stringContaining('/nowhere/tray.json'),
  ]);
});
