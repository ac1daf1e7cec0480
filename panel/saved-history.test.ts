import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { formatHistory } from '../contract/saved-history.ts';
import { savedHistory } from './saved-history.ts';

const NONE = { seconds: [], tenSeconds: [], minutes: [] };

it('reads what the last listener of the port saved, and nothing from a damaged file or of another port', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-saved-history-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const clock = { now: () => 1_764_000_000_000 };
  expect(savedHistory(home, 8768, clock)).toEqual(NONE);
  mkdirSync(path.join(home, 'run'));
  const figures = { cpu: 1, rss: 2, heap: 3, loopDelay: 4, connections: 5, queriesPerSecond: 6 };
  const history = { ...NONE, minutes: [{ at: clock.now(), ...figures, latencyP50: null, latencyP99: 7 }] };
  writeFileSync(path.join(home, 'run/history-8768.json'), formatHistory(history));
  expect(savedHistory(home, 8768, clock)).toEqual(history);
  expect(savedHistory(home, 8769, clock)).toEqual(NONE);
  writeFileSync(path.join(home, 'run/history-8768.json'), '{"form":1');
  expect(savedHistory(home, 8768, clock)).toEqual(NONE);
});
