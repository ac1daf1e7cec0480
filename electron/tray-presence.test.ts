import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hasTray } from './tray-presence.ts';

function gdbus(answer: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-gdbus-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'gdbus');
  writeFileSync(file, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(file, 0o755);
  return file;
}

it.skipIf(process.platform === 'win32')(
  'asks the session bus of a Linux desktop who shows icons',
  async () => {
    expect(await hasTray('linux', gdbus('(true,)'))).toBe(true);
    expect(await hasTray('linux', gdbus('(false,)'))).toBe(false);
    expect(await hasTray('linux', '/nowhere/gdbus')).toBe(false);
  },
);

it('counts on the tray elsewhere', async () => {
  expect([await hasTray('win32'), await hasTray('darwin')]).toEqual([true, true]);
});
