import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './testing/archives.ts';

function scratchFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-read-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'backup.zip');
}

it.each<[string, Parameters<typeof writeBackup>[1], Parameters<typeof writeBackup>[2], RegExp]>([
  ['a newer form of backup', {}, { form: 2 }, /form 2: a newer version/],
  [
    'newer settings',
    { 'home/config.json': '{"form": 9}' },
    {},
    /config\.json in the backup has form 9: a newer/,
  ],
  [
    'a newer table',
    { 'home/intents.json': '{"form": 9, "subjects": []}' },
    {},
    /intents\.json.* form 9: a newer/,
  ],
  [
    'newer sessions',
    { 'home/sessions.json': '{"version":2,"sessions":[\n]}\n' },
    {},
    /sessions\.json.* form 2/,
  ],
  ['newer events', { 'home/events.jsonl': '{"at":1}\n{"form":3}\n' }, {}, /events\.jsonl.* form 3/],
  [
    'a bad table',
    { 'home/intents.json': '{"subjects": 5}' },
    {},
    /intents\.json in the backup cannot be used/,
  ],
  [
    'settings that are no JSON',
    { 'home/config.json': '[]' },
    {},
    /config\.json in the backup is not a JSON object/,
  ],
  ['a file of no part', { 'home/control.key': 'x' }, {}, /has a file home\/control\.key/],
  ['a record outside', { 'accounts/HAL/X.jsonl': '["../../x","y"]\n' }, {}, /line 1, which is no record/],
  ['a record that is no pair', { 'accounts/HAL/X.jsonl': '["A"]\n' }, {}, /line 1, which is no record/],
  ['a record of more than bytes', { 'accounts/HAL/X.jsonl': '["A","\u20ac"]\n' }, {}, /no record/],
  ['a record twice', { 'accounts/HAL/X.jsonl': '["A","1"]\n["A","2"]\n' }, {}, /the record A twice/],
  ['half a record', { 'accounts/HAL/X.jsonl': '["A","1"]' }, {}, /half a record/],
  ['a file of a device', { 'accounts/HAL/NUL.jsonl': '' }, {}, /which no account has/],
  ['an account of a device', { 'accounts/CON/X.jsonl': '' }, {}, /which no account has/],
  ['a file not listed', { 'home/events.jsonl': '' }, { entries: [] }, /that its manifest lists/],
  [
    'a file that is another',
    { 'home/events.jsonl': 'x' },
    { entries: [{ name: 'home/events.jsonl', bytes: 1, sha256: '0'.repeat(64) }] },
    /not what its manifest says/,
  ],
  [
    'a file that is larger',
    { 'accounts/HAL/X.jsonl': `["A","${'x'.repeat(100_000)}"]\n` },
    { entries: [{ name: 'accounts/HAL/X.jsonl', bytes: 5, sha256: '0'.repeat(64) }] },
    /larger than it may be/,
  ],
  [
    'a manifest of another product',
    {},
    { product: 'other' as 'hal-listener' },
    /manifest of the backup is not valid/,
  ],
])('refuses %s', async (_, entries, change, why) => {
  const file = scratchFile();
  writeBackup(file, entries, change);
  await expect(readBackup(file)).rejects.toThrow(why);
});

it('reads what a backup has, settings and tables in the current form', async () => {
  const file = scratchFile();
  const rows = [{ intent: 'LOAN', action: 'loan_query', words: ['loans'], statement: 'LIST TOOL.LOAN TOOL' }];
  writeBackup(file, {
    'home/config.json': '{"port": 9}',
    'home/intents.json': JSON.stringify({ intents: rows }),
    'accounts/HAL/X.jsonl': '["A","\u00fd"]\n["a","2"]\n',
    'accounts/HAL/X.DIC.jsonl': '',
    'programs/BP/HAL.QUERY': 'SUBROUTINE\n',
  });
  const backup = await readBackup(file);
  await backup.archive.close();
  const files = new Map([...backup.files].map(([part, bytes]) => [part.file, JSON.parse(bytes.toString())]));
  expect(files.get('config.json')).toEqual({ port: 9 });
  expect(files.get('intents.json')).toMatchObject({ form: 2 });
  expect(backup.sources.get('programs/BP/HAL.QUERY')?.toString()).toBe('SUBROUTINE\n');
  expect(backup.sealed).toBeUndefined();
});
