import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import type { Log } from '../log/log.ts';
import { scratch } from '../log/testing/scratch.ts';
import { responseFrame } from './reply.ts';
import { readSessions, removeSessions, SessionSaver } from './session-file.ts';
import { newSession, type SessionState } from './session-state.ts';
import { SESSION_LIFE_MS, SessionStore } from './session-store.ts';

const turn = { question: 'q', answer: 'a', intent: 'TIME', time: '2026-01-01T00:00:00.000Z' };
const session = (id: string): SessionState => ({
  ...newSession(id, { deadlineMs: 1, paceMs: 0, greeting: 'connected' }),
  turns: [turn],
});
const silentLog = () =>
  ({ error: vi.fn(), warn: vi.fn(), info: vi.fn(), debug: vi.fn(), debugging: false }) satisfies Log;

describe('SessionStore', () => {
  it('finds a session for 30 minutes', () => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.keep(session('a'));
    clock.advance(SESSION_LIFE_MS);
    expect(store.find('a')).toEqual({ sessionId: 'a', turns: [turn] });
    clock.advance(1);
    expect(store.find('a')).toBeUndefined();
    expect(store.kept()).toEqual([]);
    expect(store.find('b')).toBeUndefined();
  });

  it('keeps the thousand used last', () => {
    const store = new SessionStore(new FakeClock());
    store.keep(session('first'));
    for (let n = 0; n < 999; n += 1) store.keep(session(`s${n}`));
    store.keep(session('first'));
    store.keep(session('last'));
    expect(store.kept()).toHaveLength(1_000);
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
    store.keep({ ...session('a'), lastResponse });
    expect(store.find('a')?.lastResponse).toMatchObject({ data: [], truncated: true, count: 100, text: 't' });
  });
});

describe('the life of a session', () => {
  const HOUR = 3_600_000;

  it.each([-HOUR, HOUR])('is measured while the wall clock is set by %d ms', (step) => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.keep(session('a'));
    clock.setWall(clock.now() + step);
    clock.advance(SESSION_LIFE_MS);
    expect(store.find('a')).toBeDefined();
    clock.advance(1);
    expect(store.find('a')).toBeUndefined();
  });

  it('goes on in the next listener, by the wall clock; one of the future begins anew', () => {
    const clock = new FakeClock();
    const store = new SessionStore(clock);
    store.keep(session('a'));
    clock.advance(SESSION_LIFE_MS - 60_000);
    const kept = store.kept();
    const next = (later: number): SessionStore => new SessionStore(new FakeClock(clock.now() + later), kept);
    expect(next(60_000).find('a')).toBeDefined();
    expect(next(60_001).find('a')).toBeUndefined();
    expect(next(-HOUR).find('a')).toBeDefined();
  });
});

describe('the sessions file', () => {
  it('brings sessions through a restart, readable by its owner alone', async () => {
    const folder = scratch();
    const path = join(folder, 'deep', 'sessions.json');
    const log = silentLog();
    const store = new SessionStore(new FakeClock(5));
    const saver = new SessionSaver(store, path, log, 60_000);
    await saver.save();
    await expect(stat(path)).rejects.toThrow();
    store.keep(session('a'));
    await saver.close();
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const kept = await readSessions(path, log);
    expect(new SessionStore(new FakeClock(6), kept).find('a')).toEqual({ sessionId: 'a', turns: [turn] });
    expect(log.warn).not.toHaveBeenCalled();
    await removeSessions(path);
    expect(await readSessions(path, log)).toEqual([]);
  });

  it('says once that it cannot write, and goes on', async () => {
    const folder = scratch();
    const log = silentLog();
    const store = new SessionStore(new FakeClock());
    await writeFile(join(folder, 'file'), '');
    const saver = new SessionSaver(store, join(folder, 'file', 'sessions.json'), log, 60_000);
    store.keep(session('a'));
    await saver.save();
    store.keep(session('b'));
    await saver.close();
    expect(log.warn).toHaveBeenCalledTimes(1);
  });

  it('that cannot be read or is damaged costs the sessions, not the start', async () => {
    const folder = scratch();
    const log = silentLog();
    const asFolder = join(folder, 'sessions.json');
    await mkdir(asFolder);
    expect(await readSessions(asFolder, log)).toEqual([]);
    const damaged = join(folder, 'damaged.json');
    await writeFile(damaged, '{"version":1,"sessions":[{"sessionId":7}]}');
    await chmod(damaged, 0o600);
    expect(await readSessions(damaged, log)).toEqual([]);
    expect(await readFile(`${damaged}.bad`, 'utf8')).toContain('sessionId');
    expect(log.warn).toHaveBeenCalledTimes(2);
  });
});
