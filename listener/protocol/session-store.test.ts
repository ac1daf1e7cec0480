import { appendFile, chmod, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Log } from '../log/log-line.ts';
import { scratch } from '../log/testing/scratch.ts';
import { responseFrame } from './reply.ts';
import { step } from './session.ts';
import { readSessions, removeSessions, SessionSaver } from './session-file.ts';
import { createSession, type SessionState } from './session-state.ts';
import { MAX_STORE_BYTES, SESSION_TTL_MS, SessionStore } from './session-store.ts';
import { parseSession } from './stored-session.ts';

const NOW = { wall: 0, monotonic: 0 };
const turn = { question: 'q', answer: 'a', intent: 'TIME', time: '2026-01-01T00:00:00.000Z' };
const session = (id: string): SessionState => ({
  ...createSession(id, { deadlineMs: 1, paceMs: 0, greeting: 'connected' }),
  turns: [turn],
});
const silentLog = () =>
  ({ error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), debugging: false }) satisfies Log;

describe('SessionStore', () => {
  it('finds a session for 30 minutes', () => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.save(session('a'));
    clock.advance(SESSION_TTL_MS);
    expect(store.find('a')).toEqual({ sessionId: 'a', turns: [turn] });
    clock.advance(1);
    expect(store.find('a')).toBeUndefined();
    expect(store.pack('a')).toBeUndefined();
    expect([store.ids, store.bytes]).toEqual([[], 0]);
    expect(store.find('b')).toBeUndefined();
  });

  it('keeps the thousand used last', () => {
    const store = new SessionStore(new FakeClock());
    store.save(session('first'));
    for (let n = 0; n < 999; n += 1) store.save(session(`s${n}`));
    store.save(session('first'));
    store.save(session('last'));
    expect(store.ids).toHaveLength(1_000);
    expect(store.find('first')).toBeDefined();
    expect(store.find('s0')).toBeUndefined();
  });

  it('keeps a large last response without its rows', () => {
    const store = new SessionStore(new FakeClock());
    const rows = Array.from({ length: 100 }, () => ({ NOTES: 'x'.repeat(1_000) }));
    const reply = {
      text: 't',
      intent: 'X',
      action: 'x',
      confidence: 1,
      status: 'success',
      rows,
      count: 100,
    } as const;
    const lastResponse = responseFrame(reply, { sessionId: 'a', durationMs: 0, at: 0 });
    store.save({ ...session('a'), lastResponse });
    expect(store.find('a')?.lastResponse).toMatchObject({ data: [], truncated: true, count: 100, text: 't' });
  });
});

describe('the life of a session', () => {
  const HOUR = 3_600_000;

  it.each([-HOUR, HOUR])('is measured while the wall clock is set by %d ms', (step) => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.save(session('a'));
    clock.setWall(clock.now() + step);
    clock.advance(SESSION_TTL_MS);
    expect(store.find('a')).toBeDefined();
    clock.advance(1);
    expect(store.find('a')).toBeUndefined();
  });

  it('goes on in the next listener, by the wall clock; one of the future begins anew', () => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.save(session('a'));
    clock.advance(SESSION_TTL_MS - 60_000);
    const kept = [parseSession(String(store.pack('a')))];
    const next = (later: number): SessionStore => new SessionStore(new FakeClock(clock.now() + later), kept);
    expect(next(60_000).find('a')).toBeDefined();
    expect(next(60_001).find('a')).toBeUndefined();
    expect(next(-HOUR).find('a')).toBeDefined();
  });
});

describe('a packed session', () => {
  it('is found as it was kept, in its turn', () => {
    const store = new SessionStore(new FakeClock(7));
    const lastResponse = responseFrame(
      { text: 't', intent: 'X', action: 'x', confidence: 1, status: 'success', rows: [{ A: 'ü' }], count: 1 },
      { sessionId: 'a', durationMs: 0, at: 0 },
    );
    store.save({ ...session('a'), lastResponse });
    store.save(session('b'));
    const before = [store.find('a'), store.find('b')];
    expect(JSON.parse(store.pack('a')?.toString() ?? '')).toMatchObject({ sessionId: 'a', at: 7 });
    store.pack('b');
    expect([store.find('a'), store.find('b')]).toEqual(before);
    expect(store.ids).toEqual(['a', 'b']);
  });
});

describe('two hundred sessions of ten questions of 32 000 characters', () => {
  /** Asked and answered for real, so that what the state machine keeps is what counts. */
  function fat(id: string, character: string): SessionState {
    const rows = Array.from({ length: 10 }, () => ({ NOTES: character.repeat(4_000) }));
    let state = createSession(id, { deadlineMs: 10_000, paceMs: 0, greeting: 'connected' });
    for (let key = 1; key <= 10; key += 1) {
      const text = `${key}${character.repeat(32_000)}`;
      ({ state } = step(state, { type: 'message', message: { type: 'text_input', text } }, NOW));
      const reply = {
        text,
        intent: 'X',
        action: 'x',
        confidence: 1,
        status: 'success',
        rows,
        count: 10,
      } as const;
      ({ state } = step(state, { type: 'answer', key, reply }, NOW));
    }
    return state;
  }

  it.each(['x', 'ü', '\u0001', '😀'])('of %j keep memory and file small', async (character) => {
    const path = join(scratch(), 'sessions.json');
    const store = new SessionStore(new FakeClock());
    const log = silentLog();
    const saver = new SessionSaver(store, { path, log, everyMs: 60_000 });
    for (let n = 0; n < 200; n += 1) {
      store.save(fat(`s${n}`, character));
      expect(store.bytes).toBeLessThanOrEqual(MAX_STORE_BYTES);
    }
    const pieces = [vi.spyOn(JSON, 'stringify'), vi.spyOn(Buffer, 'concat')];
    await saver.close();
    const longest = pieces.flatMap(({ mock }) => mock.results.map(({ value }) => (value as string).length));
    for (const spy of pieces) spy.mockRestore();
    // No piece of work is long: a session at a time, and a piece of the file at a time.
    expect(Math.max(...longest)).toBeLessThan(1_000_000);
    expect(store.bytes).toBeLessThanOrEqual(MAX_STORE_BYTES);
    expect((await stat(path)).size).toBeLessThan(MAX_STORE_BYTES + 10_000);
    const again = new SessionStore(new FakeClock(), await readSessions(path, log));
    expect(again.ids).toEqual(store.ids);
    expect(again.ids.at(-1)).toBe('s199');
    expect(again.find('s199')).toEqual(store.find('s199'));
    expect(again.find('s199')?.turns).toHaveLength(10);
    expect(log.warn).not.toHaveBeenCalled();
  });
});

describe('the sessions file', () => {
  it('brings sessions through a restart, readable by its owner alone', async () => {
    const folder = scratch();
    const path = join(folder, 'deep', 'sessions.json');
    const log = silentLog();
    const store = new SessionStore(new FakeClock(5));
    const saver = new SessionSaver(store, { path, log, everyMs: 60_000 });
    await saver.save();
    await expect(stat(path)).rejects.toThrow();
    store.save(session('a'));
    await saver.close();
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const kept = await readSessions(path, log);
    expect(new SessionStore(new FakeClock(6), kept).find('a')).toEqual({ sessionId: 'a', turns: [turn] });
    expect(log.warn).not.toHaveBeenCalled();
    await removeSessions(path, log);
    expect(await readSessions(path, log)).toEqual([]);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it('says once that it cannot write, and goes on', async () => {
    const folder = scratch();
    const log = silentLog();
    const store = new SessionStore(new FakeClock());
    await writeFile(join(folder, 'file'), '');
    const saver = new SessionSaver(store, {
      path: join(folder, 'file', 'sessions.json'),
      log,
      everyMs: 60_000,
    });
    store.save(session('a'));
    await saver.save();
    store.save(session('b'));
    await saver.close();
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('of an earlier version, in one line and with long turns, is read', async () => {
    const path = join(scratch(), 'sessions.json');
    const long = { ...turn, question: 'x'.repeat(32_000), answer: 'y'.repeat(30_000) };
    const sessions = [
      { sessionId: 'a', turns: [turn], at: 1 },
      { sessionId: 'b', turns: [long], at: 2 },
    ];
    await writeFile(path, JSON.stringify({ version: 1, sessions }));
    const log = silentLog();
    const kept = await readSessions(path, log);
    expect(kept.map(({ sessionId, at }) => [sessionId, at])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(kept[1]?.turns[0]?.question).toHaveLength(1_000);
    expect(kept[1]?.turns[0]?.answer).toHaveLength(2_000);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it.each([
    ['is larger than any of ours', (path: string) => truncate(path, 1_000_000_000)],
    ['ends in the middle', async (path: string) => truncate(path, (await stat(path)).size - 4)],
    ['has something behind its end', (path: string) => appendFile(path, '{}')],
    ['is one long line', (path: string) => writeFile(path, 'x'.repeat(20_000_000))],
    ['is nothing', (path: string) => truncate(path, 0)],
  ])('that %s is put aside', async (_, spoil) => {
    const path = join(scratch(), 'sessions.json');
    const log = silentLog();
    const store = new SessionStore(new FakeClock());
    const saver = new SessionSaver(store, { path, log, everyMs: 60_000 });
    store.save(session('a'));
    await saver.close();
    await spoil(path);
    expect(await readSessions(path, log)).toEqual([]);
    expect(log.warn).toHaveBeenCalledOnce();
    expect(log.warn).toHaveBeenCalledWith('saved sessions are damaged: moved the file aside', {
      file: `${path}.bad`,
    });
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('is not written where it is not to be, and memory stays small all the same', async () => {
    const store = new SessionStore(new FakeClock());
    const saver = new SessionSaver(store, { path: undefined, log: silentLog(), everyMs: 60_000 });
    store.save(session('a'));
    const before = store.bytes;
    await saver.close();
    expect(store.bytes).toBeLessThan(before);
  });

  it('of a newer version is put aside for that version', async () => {
    const path = join(scratch(), 'sessions.json');
    const log = silentLog();
    const newer = '{"version":2,"sessions":[\n]}\n';
    await writeFile(path, newer);
    expect(await readSessions(path, log)).toEqual([]);
    const aside = log.warn.mock.calls[0]?.[1].file;
    expect(await readFile(aside, 'utf8')).toBe(newer);
    expect(log.warn.mock.calls).toEqual([
      [
        'saved sessions are of a newer version: moved the file aside',
        { file: aside, why: expect.stringContaining('2') },
      ],
    ]);
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  it('has what each listener of a store needs to merge it', async () => {
    const path = join(scratch(), 'sessions.json');
    const key = (seq: number) => ({ epoch: 1, writer: 'a', seq });
    const keys = Array.from({ length: 12 }, (_, seq) => key(seq));
    const store = new SessionStore(new FakeClock(5));
    store.put({ sessionId: 'a', turns: keys.map(() => turn), keys, lastKey: key(11) });
    store.put({ sessionId: 'b', turns: [turn] });
    store.put({ sessionId: 'c', turns: [] });
    const saver = new SessionSaver(store, { path, log: silentLog(), everyMs: 60_000 });
    store.save(session('d'));
    await saver.close();
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines[0]).toBe('{"version":1,"sessions":[');
    expect(lines.slice(5)).toEqual([']}', '']);
    const [a, ...others] = await readSessions(path, silentLog());
    expect(a).toMatchObject({ keys: keys.slice(2), lastKey: key(11), at: 5 });
    expect(a?.turns).toHaveLength(10);
    expect(others).toEqual([
      { sessionId: 'b', turns: [turn], at: 5 },
      { sessionId: 'c', turns: [], at: 5 },
      { sessionId: 'd', turns: [turn], at: 5 },
    ]);
  });

  it('is written when a session has changed, and after the last has gone', async () => {
    const path = join(scratch(), 'sessions.json');
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    const saver = new SessionSaver(store, { path, log: silentLog(), everyMs: 60_000 });
    store.save(session('a'));
    await Promise.all([saver.save(), saver.save()]);
    const { mtimeMs, ino } = await stat(path);
    await saver.save();
    expect(await stat(path)).toMatchObject({ mtimeMs, ino });
    store.save(session('a'));
    clock.advance(SESSION_TTL_MS + 1);
    await saver.close();
    expect(await readFile(path, 'utf8')).toBe('{"version":1,"sessions":[\n]}\n');
    expect(await readSessions(path, silentLog())).toEqual([]);
  });

  it('that cannot be removed is named', async () => {
    const path = join(scratch(), 'sessions.json');
    await mkdir(path);
    const log = silentLog();
    await removeSessions(path, log);
    expect(log.warn.mock.calls).toEqual([
      ['cannot remove saved sessions', { file: path, error: expect.stringContaining('EISDIR') }],
    ]);
    await removeSessions(join(path, 'none'), log);
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('that cannot be read or is damaged costs the sessions, not the start', async () => {
    const folder = scratch();
    const log = silentLog();
    const asFolder = join(folder, 'sessions.json');
    await mkdir(asFolder);
    expect(await readSessions(asFolder, log)).toEqual([]);
    expect(log.warn).toHaveBeenCalledWith('cannot read saved sessions', {
      file: asFolder,
      error: expect.stringContaining('folder'),
    });
    const damaged = join(folder, 'damaged.json');
    await writeFile(damaged, '{"version":1,"sessions":[{"sessionId":7}]}');
    await chmod(damaged, 0o600);
    expect(await readSessions(damaged, log)).toEqual([]);
    expect(await readFile(`${damaged}.bad`, 'utf8')).toContain('sessionId');
    expect(log.warn).toHaveBeenCalledTimes(2);
  });
});
