import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** Locations of browsers on known machines; Playwright's own first, because its version fits. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the specs; `HAL_E2E_CHROMIUM` overrides it. Undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env.HAL_E2E_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  return [chromium.executablePath(), ...PLACES].find((place) => place !== '' && existsSync(place));
}

/** Finds a browser or installs one, and prints what it did. */
export function obtainChromium(say: (line: string) => void): string | undefined {
  const there = findChromium();
  if (there !== undefined) {
    say(`browser tests use ${there}`);
    return there;
  }
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('@playwright/test')), 'cli.js');
  if (ran(process.execPath, [cli, 'install', 'chromium'])) say("Playwright's Chromium was downloaded");
  else if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say("Playwright's Chromium could not be downloaded: installing Debian's package");
    if (!ran('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
      ran('apt-get', ['update']);
      ran('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
    }
  }
  const got = findChromium();
  say(
    got === undefined
      ? 'no Chromium could be had: the browser tests are skipped'
      : `browser tests use ${got}`,
  );
  return got;
}

function ran(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 300_000 }).status === 0;
}
