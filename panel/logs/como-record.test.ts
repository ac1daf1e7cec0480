import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { comoRecord } from './como-record.ts';

function account(...records: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-como-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, '$COMO'));
  for (const [place, name] of records.entries()) {
    const file = path.join(folder, '$COMO', name);
    writeFileSync(file, 'COMO file activated\n');
    utimesSync(file, 1_000 + place, 1_000 + place);
  }
  return folder;
}

it('finds the newest record of a user number, and nobody else', () => {
  const folder = account(
    'PH2_231126_050552',
    'PH2_241126_101010',
    'PH12_241126_111111',
    'PH2_notes',
    'READ.ME',
  );
  expect(comoRecord(folder, 2)).toBe(path.join(folder, '$COMO', 'PH2_241126_101010'));
  expect(comoRecord(folder, 3)).toBeUndefined();
});

it('finds none where there is no such folder', () => {
  expect(comoRecord('/nowhere/at/all', 2)).toBeUndefined();
});
