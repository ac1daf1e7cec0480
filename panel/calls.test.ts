import { expect, it } from 'vitest';
import { PANEL_CALLS, type PanelCall } from '../contract/panel.ts';
import { PROGRAM_CALL_NAMES } from '../contract/panel-program.ts';
import { PanelError } from '../wording/panel-error.ts';
import { answerCall, panelCalls } from './calls.ts';
import { fakeBackend, noLogs } from './testing/fake-backend.ts';

const signal = new AbortController().signal;

function ask(name: string, params: unknown, backend = fakeBackend()) {
  return answerCall(panelCalls(backend, noLogs), name, params, { signal });
}

it('answers every call in the form the contract gives', async () => {
  const params: Partial<Record<PanelCall, unknown>> = {
    start: { debug: false },
    restart: { debug: true },
    kill: { userNo: 10_001 },
    'stop-port-owner': { port: 8_768, pid: 4_711 },
    'use-port': { port: 8_778 },
    disconnect: { ids: ['a', 'b'] },
    queries: { connection: 'a' },
    history: { span: 'seconds' },
    ask: { text: 'my medications' },
    'end-phantoms': { userNos: [10_001] },
    'end-other-phantom': { pid: 4_711, start: 'boot:1:1' },
    'log-rows': { log: 'events', from: -1, count: 10 },
    'log-search': { log: 'events', pattern: { text: 'x', regex: false, matchCase: false } },
    'log-error': { log: 'events', from: 0, towards: 'next' },
  };
  const ofTheProgram: readonly string[] = PROGRAM_CALL_NAMES;
  for (const name of Object.keys(PANEL_CALLS) as PanelCall[]) {
    // Uploads have a test of their own.
    if (ofTheProgram.includes(name) || name.startsWith('upload')) continue;
    const answer = await ask(name, params[name] ?? {});
    expect(answer, name).toHaveProperty('ok');
    if ('ok' in answer) expect(PANEL_CALLS[name].result.safeParse(answer.ok).error, name).toBeUndefined();
  }
});

it('passes on to the program what only it can answer, with its progress, and checks what comes from a page', async () => {
  const passed: unknown[] = [];
  const backend = fakeBackend({
    program: {
      call: async (name, params, { onProgress }) => {
        passed.push([name, params]);
        onProgress?.('half');
        return { problems: [] } as never;
      },
    },
  });
  const calls = panelCalls(backend, noLogs);
  const onProgress = (progress: unknown): void => void passed.push(progress);
  const edits = [{ name: 'port', value: '9000' }];
  const answer = await answerCall(calls, 'settings-check', { edits }, { signal, onProgress });
  expect(answer).toEqual({ ok: { problems: [] } });
  expect(passed).toEqual([['settings-check', { edits }], 'half']);
  const huge = [{ name: 'port', value: '9'.repeat(20_000) }];
  for (const wrong of [{}, { edits: 'all' }, { edits: [{ name: 'port' }] }, { edits: huge }]) {
    expect(await ask('settings-check', wrong, backend)).toMatchObject({ error: { code: 'BAD_REQUEST' } });
  }
  expect(passed).toHaveLength(2);
});

it('lets a page cancel what only looks, and never what changes something', async () => {
  const signals: boolean[] = [];
  const backend = fakeBackend({
    program: {
      call: async (_name, _params, context) => {
        signals.push(context.signal.aborted);
        return {} as never;
      },
    },
  });
  const gone = AbortSignal.abort();
  const calls = panelCalls(backend, noLogs);
  await answerCall(calls, 'diagnose', {}, { signal: gone });
  await answerCall(calls, 'restore', { file: '/a.zip' }, { signal: gone });
  expect(signals).toEqual([true, false]);
});

/** Silence, in base64. */
const recordingOf = (ms: number): string => Buffer.alloc(ms * 32).toString('base64');

it('takes recordings from a fifth of a second to a quarter of a minute', async () => {
  for (const ms of [200, 1_000, 15_000])
    expect(await ask('ask', { recording: recordingOf(ms) }), `${ms} ms`).toHaveProperty('ok');
});

it('refuses arguments that are not what the contract says', async () => {
  const wrong: readonly (readonly [PanelCall, unknown])[] = [
    ['start', {}],
    ['start', { debug: 'yes' }],
    ['kill', { userNo: -1 }],
    ['use-port', { port: 70_000 }],
    ['ask', { text: ' ' }],
    ['end-other-phantom', { pid: 4_711, start: '' }],
    ['end-phantoms', { userNos: [] }],
    ['end-phantoms', { userNos: [0] }],
    ['end-phantoms', { userNos: Array.from({ length: 101 }, (_, place) => place + 1) }],
    ['ask', { text: 'x'.repeat(4_001) }],
    ['ask', { text: 'x', session: '' }],
    ['ask', {}],
    ['ask', { text: 'x', recording: recordingOf(1_000) }],
    ['ask', { recording: recordingOf(1_000), session: '' }],
    ['ask', { recording: '' }],
    ['ask', { recording: recordingOf(100) }],
    ['ask', { recording: recordingOf(15_001) }],
    ['ask', { recording: `${recordingOf(1_000).slice(0, -4)}AA==` }],
    ['ask', { recording: `${recordingOf(1_000).slice(0, -4)}A*BC` }],
    ['ask', { recording: recordingOf(1_000).slice(0, -1) }],
    ['disconnect', { ids: [] }],
    ['log-rows', { log: '../etc/passwd', from: 0, count: 1 }],
    ['log-rows', { log: 'events', from: 0, count: 1e9 }],
    ['log-search', { log: 'events', pattern: { text: '', regex: false, matchCase: false } }],
    ['history', { span: '__proto__' }],
    ['stop', null],
  ];
  for (const [name, params] of wrong) {
    expect(await ask(name, params), `${name} ${JSON.stringify(params)?.slice(0, 80)}`).toMatchObject({
      error: { code: 'BAD_REQUEST' },
    });
  }
});

it('knows its own calls only', async () => {
  for (const name of ['format-disk', 'constructor', '__proto__', '']) {
    expect(await ask(name, {})).toMatchObject({ error: { code: 'UNKNOWN_CALL' } });
  }
});

it('keeps code and advice of a refusal, and never throws', async () => {
  const refusing = fakeBackend({
    stop: async () => {
      throw new PanelError('STOP_FAILED', 'PID 7 does not end.');
    },
    restart: async () => {
      throw new TypeError('a fault of ours');
    },
  });
  expect(await ask('stop', {}, refusing)).toEqual({
    error: new PanelError('STOP_FAILED', 'PID 7 does not end.').frame(),
  });
  expect(await ask('restart', { debug: false }, refusing)).toMatchObject({ error: { code: 'FAILED' } });
});

it('counts who was disconnected and who had gone already', async () => {
  const backend = fakeBackend({ disconnect: async (id) => id !== 'gone' });
  expect(await ask('disconnect', { ids: ['a', 'gone', 'b'] }, backend)).toEqual({
    ok: { message: '2 clients disconnected, 1 already gone.', disconnected: 2, gone: 1 },
  });
  expect(await ask('disconnect', { ids: ['a'] }, backend)).toMatchObject({
    ok: { message: '1 client disconnected.' },
  });
});

it('gives the queries of the one client that was asked for', async () => {
  const query = { address: '', askedAt: 1, intent: 'X', ms: 1, rows: 0, status: 'success' as const };
  const backend = fakeBackend({
    queries: async () => ({
      running: [{ connection: 'b', address: '', askedAt: 1 }],
      recent: [
        { ...query, connection: 'a' },
        { ...query, connection: 'b' },
      ],
    }),
  });
  expect(await ask('queries', { connection: 'a' }, backend)).toEqual({
    ok: { running: [], recent: [{ ...query, connection: 'a' }] },
  });
});
