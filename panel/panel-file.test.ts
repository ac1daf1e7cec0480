import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';
import { forgetPanel, linkOfPanel, notePanel } from './panel-file.ts';

const SELF = { pid: 7, start: 'boot:1:7' };
const LINK = 'http://127.0.0.1:8769/#token=t';

function machine(processes: Readonly<Record<number, string>>) {
  return {
    isAlive: (pid: number) => processes[pid] !== undefined,
    process: async (pid: number) => {
      const start = processes[pid];
      return start === undefined ? undefined : { pid, name: 'node', start };
    },
  };
}

it('knows the link of a panel for as long as its process runs', async () => {
  const home = scratchHome();
  expect(await linkOfPanel(home, 8_769, machine({ 7: SELF.start }))).toBeUndefined();
  notePanel(home, 8_769, LINK, SELF);
  expect(await linkOfPanel(home, 8_769, machine({ 7: SELF.start }))).toBe(LINK);
  expect(await linkOfPanel(home, 9_000, machine({ 7: SELF.start }))).toBeUndefined();
  expect(await linkOfPanel(home, 8_769, machine({}))).toBeUndefined();
  // Another process has the PID by now.
  expect(await linkOfPanel(home, 8_769, machine({ 7: 'boot:1:900' }))).toBeUndefined();
});

it('is forgotten by its own process only, and a damaged note is no note', async () => {
  const home = scratchHome();
  notePanel(home, 8_769, LINK, SELF);
  forgetPanel(home, 8_769, { pid: 8 });
  expect(await linkOfPanel(home, 8_769, machine({ 7: SELF.start }))).toBe(LINK);
  forgetPanel(home, 8_769, SELF);
  expect(await linkOfPanel(home, 8_769, machine({ 7: SELF.start }))).toBeUndefined();
  mkdirSync(path.join(home, 'run'), { recursive: true });
  writeFileSync(path.join(home, 'run', 'panel-8769.json'), '{"pid":');
  expect(await linkOfPanel(home, 8_769, machine({ 7: SELF.start }))).toBeUndefined();
});
