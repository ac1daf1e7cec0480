import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HOME_FILES } from '../contract/home-files.ts';
import { readRegistration } from '../contract/registration.ts';
import { systemClock } from '../lib/clock.ts';
import { ConfigError } from '../listener/config/config.ts';
import { loadConfig } from '../listener/config/load.ts';
import { currentMachine } from '../listener/config/machine.ts';
import { readSessions } from '../listener/protocol/session-file.ts';
import { readTable } from '../listener/query/table/subject-table.ts';
import { TableError } from '../listener/query/table/table-error.ts';
import { TableFile } from '../listener/query/table/table-file.ts';
import { readDesired, writeDesired } from '../supervisor/registry/desired-state.ts';
import { readEvents, recordEvent } from '../supervisor/registry/event-file.ts';
import { HomeError } from '../supervisor/registry/home-error.ts';
import { readLastExit } from '../supervisor/registry/state-files.ts';
import { scratchHome } from '../supervisor/testing/scratch-home.ts';

/** A home as version 0.1.0 left it. */
const OLD_HOME = path.resolve(import.meta.dirname, 'testing/home-0.1.0');

function oldHome(): string {
  const home = scratchHome();
  cpSync(OLD_HOME, home, { recursive: true });
  return home;
}

const log = () => ({ error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), debugging: false });
const load = (home: string) => loadConfig({ flags: { home }, machine: currentMachine({ PATH: '' }) });
const read = (home: string, file: string): string => readFileSync(path.join(home, file), 'utf8');

/** Rewrites the number of a file's form, in its first line that has one. */
function renumber(home: string, file: string, form: number, key = 'form'): void {
  const text = read(home, file);
  const numbered = text.includes(`"${key}":`)
    ? text.replace(new RegExp(`"${key}": ?\\d+`), `"${key}":${form}`)
    : text.replace('{', `{"${key}":${form},`);
  writeFileSync(path.join(home, file), numbered);
}

describe('a home of version 0.1.0', () => {
  it('is read: settings, orders, exits, events, sessions and intents', async () => {
    const home = oldHome();
    expect(load(home).config).toMatchObject({ port: 23_001, token: 'token-of-the-fixture-0.1.0' });
    expect(load(home).warnings).toEqual([]);
    expect(readDesired(home, HOME_FILES.desired)).toMatchObject({ desired: 'stopped', port: 23_001 });
    expect(readRegistration(read(home, 'run/10001.json'))).toMatchObject({
      kind: 'ours',
      registration: { userNo: 10_001, version: '0.1.0' },
    });
    const exit = JSON.parse(read(home, 'run/last-exit.json'));
    expect(readLastExit(home, exit.pid, 10_001)).toMatchObject({ cause: 'stop', code: 0 });
    expect(readEvents(home).map(({ kind }) => kind)).toEqual(['started', 'stopped', 'started', 'stopped']);
    const sessions = await readSessions(path.join(home, 'sessions.json'), log());
    expect(sessions.map(({ turns }) => turns[0]?.question)).toEqual(['what medicines do i take']);
    expect(readTable(read(home, 'intents.json')).subjects.map(({ intent }) => intent)).toEqual(['ALLERGY']);
  });

  it('is written in the current form from then on', () => {
    const home = oldHome();
    const desired = readDesired(home, HOME_FILES.desired);
    if (desired !== undefined) writeDesired(home, HOME_FILES.desired, desired);
    recordEvent(home, { kind: 'started', cause: 'version 0.2.0', by: 'cli' }, systemClock);
    expect(JSON.parse(read(home, 'run/desired.json'))).toMatchObject({ form: 1, desired: 'stopped' });
    expect(read(home, 'events.jsonl').trim().split('\n').at(-1)).toContain('"form":1');
  });
});

describe('a home of a version to come', () => {
  it('is refused in words: the settings', () => {
    const home = oldHome();
    renumber(home, 'config.json', 2);
    expect(() => load(home)).toThrow(ConfigError);
    expect(() => load(home)).toThrow(
      /config\.json has form 2: a newer version .* Install the newer version again/,
    );
  });

  it('is refused in words: what the operator wants, although the copy says the same', () => {
    const home = oldHome();
    for (const file of ['run/desired.json', 'desired.copy.json']) renumber(home, file, 2);
    expect(() => readDesired(home, HOME_FILES.desired)).toThrow(HomeError);
    expect(() => readDesired(home, HOME_FILES.desired)).toThrow(/newer version/);
  });

  it('is refused in words: intents', async () => {
    const home = oldHome();
    renumber(home, 'intents.json', 3);
    const opened = TableFile.open(path.join(home, 'intents.json'), log());
    await expect(opened).rejects.toThrow(TableError);
    await expect(opened).rejects.toThrow(/form 3: a newer version/);
  });

  it('keeps its sessions aside, and the newer version finds them there', async () => {
    const home = oldHome();
    renumber(home, 'sessions.json', 2, 'version');
    const before = read(home, 'sessions.json');
    const warned = log();
    expect(await readSessions(path.join(home, 'sessions.json'), warned)).toEqual([]);
    expect(read(home, 'sessions.json.form-2')).toBe(before);
    expect(existsSync(path.join(home, 'sessions.json'))).toBe(false);
    expect(warned.warn).toHaveBeenCalledWith(
      expect.stringContaining('newer version'),
      expect.objectContaining({ why: expect.stringContaining('Install the newer version again') }),
    );
  });

  it('has events and registrations that are passed over', () => {
    const home = oldHome();
    renumber(home, 'events.jsonl', 2);
    expect(readEvents(home)).toHaveLength(3);
    renumber(home, 'run/10001.json', 2);
    expect(readRegistration(read(home, 'run/10001.json'))).toEqual({ kind: 'other-form', form: 2 });
  });
});

describe('intents of whole sentences', () => {
  const OLD = {
    intents: [
      {
        intent: 'LOAN',
        action: 'loan_query',
        words: ['loans', 'what did i lend'],
        statement: 'LIST TOOL.LOAN TOOL PERSON',
      },
    ],
  };

  it('become subjects, and the old table is kept', async () => {
    const home = scratchHome();
    const file = path.join(home, 'intents.json');
    writeFileSync(file, JSON.stringify(OLD));
    const warned = log();
    const opened = await TableFile.open(file, warned);
    opened.close();
    expect(opened.table.subjects.some(({ intent }) => intent === 'LOAN')).toBe(true);
    expect(JSON.parse(read(home, 'intents.json.form-1'))).toEqual(OLD);
    expect(JSON.parse(read(home, 'intents.json'))).toMatchObject({ form: 2 });
    expect(warned.warn).toHaveBeenCalledWith(
      expect.stringContaining('converted'),
      expect.objectContaining({ kept: `${file}.form-1` }),
    );
  });

  it('that no step converts stay as they are, with the reason', async () => {
    const home = scratchHome();
    const file = path.join(home, 'intents.json');
    const text = JSON.stringify({ intents: [{ ...OLD.intents[0], statement: 'COUNT TOOL.LOAN' }] });
    writeFileSync(file, text);
    await expect(TableFile.open(file, log())).rejects.toThrow(/LOAN.*by hand/);
    expect(read(home, 'intents.json')).toBe(text);
    expect(existsSync(`${file}.form-1`)).toBe(false);
  });
});
