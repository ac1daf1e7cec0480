import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOME_FILES } from '../contract/home-files.ts';
import type { Desired } from '../contract/run-state.ts';
import type { ShippedListener } from '../supervisor/lifecycle/shipped-listener.ts';
import { writeDesired } from '../supervisor/registry/desired-state.ts';
import { hostPanel } from './hosted-panel.ts';

let folder: string;
const stop = new AbortController();
/** The tray keeps a listener running, but not one that somebody stopped. */
const STOPPED: Desired = { desired: 'stopped', by: 'a test', at: 1 };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-hosted-'));
});
afterEach(() => {
  stop.abort();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A program that writes down how it was called, and answers as one that found nothing. */
const PROGRAM = `
  const fs = require('node:fs');
  fs.writeFileSync(process.argv[2], JSON.stringify(process.argv.slice(3)));
  console.log(JSON.stringify({ kind: 'ok', ok: { autostarts: [] } }));
`;

it('tells the program whatever a page asks it that the tray asks', async () => {
  writeDesired(folder, HOME_FILES.desired, STOPPED);
  const script = path.join(folder, 'program.cjs');
  const called = path.join(folder, 'called.json');
  writeFileSync(script, PROGRAM);
  const never = (): never => {
    throw new Error('not asked');
  };
  const listener: Pick<ShippedListener, 'program' | 'settings' | 'command' | 'preview' | 'sendAlarm'> = {
    program: { program: process.execPath, args: [script, called] },
    settings: async () => ({
      home: folder,
      // No listener is ever started on it.
      port: 1,
      portSource: { kind: 'default' },
      scheme: 'ws',
      logDir: folder,
      accountDir: undefined,
      hasWebhook: false,
    }),
    command: never,
    preview: never,
    sendAlarm: never,
  };
  const hosted = await hostPanel({
    listener: listener as ShippedListener,
    version: '0.0.0',
    resources: { page: () => undefined, searchProgram: () => '' },
    signal: stop.signal,
    log: () => undefined,
    onState: () => undefined,
    onSnapshot: () => undefined,
    onEvent: () => undefined,
  });
  const { calls } = hosted.pageServices;
  await calls.autostarts({}, { signal: stop.signal });
  expect(JSON.parse(readFileSync(called, 'utf8'))).toEqual(['from-panel', '--actor=tray', 'autostarts']);
});
