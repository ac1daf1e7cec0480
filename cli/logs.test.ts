import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import {
  combineFilters,
  type LineFilter,
  type LogsDependencies,
  levelFilter,
  logsVerb,
  reachesLevel,
  textFilter,
} from './logs.ts';
import type { Terminal } from './terminal.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

let folder: string;
let events: string;
let controller: AbortController;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-logs-'));
  events = path.join(folder, 'HAL.SPLITTER.LOG');
  controller = new AbortController();
});
afterEach(() => rmSync(folder, { recursive: true }));

const event = (level: string, text: string) => `2026-11-23 05:06:07.123 ${level.padEnd(5)} server  ${text}\n`;

function logs(terminal: Terminal, ...args: string[]): Promise<void> {
  const edges: LogsDependencies = {
    interrupted: () => ({ signal: controller.signal, release: () => {} }),
    intervalMs: 2,
  };
  return typed(logsVerb(terminal, edges), '--log-dir', folder, '--home', folder, ...args);
}

describe('hal-listener logs', () => {
  it('prints the last lines', async () => {
    writeFileSync(events, ['a', 'b', 'c'].map((text) => event('INFO', text)).join(''));
    const terminal = recordedTerminal();
    await logs(terminal, '--lines', '2');
    expect(terminal.output()).toBe(event('INFO', 'b') + event('INFO', 'c'));
  });

  it('counts only lines that pass its filters', async () => {
    writeFileSync(
      events,
      event('ERROR', 'one') + event('INFO', 'two') + event('WARN', 'three') + event('INFO', 'one'),
    );
    const terminal = recordedTerminal();
    await logs(terminal, '--lines', '2', '--level', 'warn');
    expect(terminal.output()).toBe(event('ERROR', 'one') + event('WARN', 'three'));
    const second = recordedTerminal();
    await logs(second, '--level', 'warn', '--grep', 'ONE');
    expect(second.output()).toBe(event('ERROR', 'one'));
  });

  it('reads the gateway log, which has no levels', async () => {
    writeFileSync(path.join(folder, 'gateway.log'), '2026-11-23 05:06:07.123 query  client=a\n');
    const terminal = recordedTerminal();
    await logs(terminal, '--file', 'gateway');
    expect(terminal.output()).toContain('client=a');
    await expect(logs(terminal, '--file', 'gateway', '--level', 'warn')).rejects.toMatchObject({
      exitCode: EXIT.usage,
    });
  });

  it('finds the folder from the environment, though another setting is wrong', async () => {
    writeFileSync(events, event('INFO', 'a'));
    const terminal = recordedTerminal({ LOG_DIR: folder, HAL_LISTENER_HOME: folder, WEBSOCKET_PORT: 'x' });
    await typed(logsVerb(terminal));
    expect(terminal.output()).toBe(event('INFO', 'a'));
  });

  it('says where it looked when there is no log', async () => {
    await expect(logs(recordedTerminal())).rejects.toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringContaining(`There is no log at ${events}. Start the listener`),
    });
  });

  it('refuses a number, level or expression it cannot use', async () => {
    for (const args of [
      ['--lines', 'x'],
      ['--level', 'loud'],
      ['--grep', '/(/'],
    ]) {
      await expect(logs(recordedTerminal(), ...args)).rejects.toMatchObject({ exitCode: EXIT.usage });
    }
  });

  it('ends an expression that takes for ever, and nothing else waits for it', async () => {
    writeFileSync(events, event('INFO', `${'a'.repeat(60)}!`));
    const filter = textFilter('/^.*server {2}(a+)+$/', 200);
    await expect(filter([event('INFO', `${'a'.repeat(60)}!`)])).rejects.toMatchObject({
      exitCode: EXIT.failed,
      message: expect.stringMatching(
        /^--grep .* was stopped: it took longer than 0\.2 s\. Use a simpler expression/,
      ),
    });
  });

  it('finds lines by an expression, over any number of them', async () => {
    writeFileSync(events, Array.from({ length: 2_000 }, (_, n) => event('INFO', `line ${n}`)).join(''));
    const terminal = recordedTerminal();
    await logs(terminal, '--lines', '3', '--grep', '/LINE 1?00$/i');
    expect(terminal.output()).toBe(event('INFO', 'line 100'));
    const second = recordedTerminal();
    await logs(second, '--lines', '2', '--grep', '/ [01]?\\d00$/', '--level', 'info');
    expect(second.output()).toBe(event('INFO', 'line 1800') + event('INFO', 'line 1900'));
  });

  it('follows across rotation until it is ended', async () => {
    writeFileSync(events, event('INFO', 'old'));
    const terminal = recordedTerminal();
    const following = logs(terminal, '--follow', '--lines', '1', '--level', 'info');
    await vi.waitFor(() => expect(terminal.output()).toContain('old'));
    appendFileSync(events, event('INFO', 'one') + event('DEBUG', 'no'));
    await vi.waitFor(() => expect(terminal.output()).toContain('one'));
    appendFileSync(events, event('INFO', 'two'));
    renameSync(events, `${events}.1`);
    writeFileSync(events, event('INFO', 'three'));
    await vi.waitFor(() => expect(terminal.output()).toContain('three'));
    controller.abort();
    await following;
    expect(terminal.output().replaceAll(/^.*server {2}/gm, '')).toMatch(/^old\none\ntwo\nthree\n$/);
  });

  it('ends without an error if standard output has no reader', async () => {
    writeFileSync(events, event('INFO', 'one'));
    const out = () => {
      throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    };
    await logs({ ...recordedTerminal(), out }, '--follow');
  });
});

const line = '2026-11-23 05:06:07.123 WARN  server  client is slow ms=1200';

const isTaken = async (filter: LineFilter, text: string) => (await filter([text]))[0];

it('takes a level and worse', async () => {
  expect(reachesLevel('WARN')(line)).toBe(true);
  expect(reachesLevel('info')(line)).toBe(true);
  expect(reachesLevel('error')(line)).toBe(false);
  expect(await levelFilter('debug')(['    at x.ts:1', line])).toEqual([false, true]);
  expect(() => levelFilter('loud')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});

it('takes plain text in any case, or an expression between slashes', async () => {
  expect(await isTaken(textFilter('CLIENT is'), line)).toBe(true);
  expect(await isTaken(textFilter('m.='), line)).toBe(false);
  expect(await isTaken(textFilter('/ms=\\d{4}$/'), line)).toBe(true);
  expect(await isTaken(textFilter('/CLIENT/'), line)).toBe(false);
  expect(await isTaken(textFilter('/CLIENT/i'), line)).toBe(true);
  expect(await isTaken(textFilter('/'), 'a/b')).toBe(true);
  expect(() => textFilter('/(/')).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});

it('takes what both take', async () => {
  const both = combineFilters(levelFilter('warn'), textFilter('slow'));
  expect(await both([line, 'slow', line.replace('slow', 'fast')])).toEqual([true, false, false]);
});
