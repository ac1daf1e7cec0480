import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readEvents } from './event-file.ts';
import { saveSettings } from './settings-file.ts';

function scratch(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-settings-file-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

const clock = { now: () => 1_700_000_000_000 };

it('records which settings were changed, by whom and when, and never a value', () => {
  const home = scratch();
  writeFileSync(path.join(home, 'config.json'), '{"port": 9000, "token": "an old secret", "logKeep": 3}');
  saveSettings(home, '{"form": 1, "port": 9000, "token": "a new secret", "rate": 7}', 'panel (anna)', clock);
  expect(readEvents(home)).toMatchObject([
    {
      kind: 'settings-changed',
      cause: 'token, logKeep, rate in config.json',
      by: 'panel (anna)',
      at: clock.now(),
    },
  ]);
  expect(JSON.stringify(readEvents(home))).not.toContain('secret');
});

it('records nothing where no setting is another one, and everything that replaces a damaged file', () => {
  const home = scratch();
  saveSettings(home, '{"port": 9000}', 'cli (anna)', clock);
  saveSettings(home, '{ "form": 1, "port": 9000 }', 'cli (anna)', clock);
  expect(readEvents(home).map(({ cause }) => cause)).toEqual(['port in config.json']);
  writeFileSync(path.join(home, 'config.json'), '{"port": ');
  const many = Object.fromEntries(Array.from({ length: 23 }, (_, number) => [`setting${number}`, number]));
  saveSettings(home, JSON.stringify(many), 'cli (anna)', clock);
  expect(readEvents(home).at(-1)?.cause).toMatch(/^setting0, .*setting19 and 3 more in config\.json$/);
});
