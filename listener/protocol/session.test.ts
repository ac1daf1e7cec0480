import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerFrame } from '../../contract/hal.ts';
import { MAX_PENDING, MAX_TURNS } from './query-queue.ts';
import { failure } from './reply.ts';
import type { SessionEvent, SessionMessage } from './session-state.ts';
import { REPLY, Talk, types } from './testing/talk.ts';

describe('greeting', () => {
  it('is connected with the session and its mandatory state', () => {
    const [frame] = new Talk().event({ type: 'open' });
    expect(frame).toMatchObject({ type: 'connected', session_id: 'session-1', state: 'passive_listening' });
  });

  it('is state for the older client family', () => {
    const [frame] = new Talk({ greeting: 'state' }).event({ type: 'open' });
    expect(frame).toMatchObject({ type: 'state', session_id: 'session-1', state: 'passive_listening' });
  });
});

describe('a question', () => {
  it('is processed, answered once and followed by an invitation that ends after 10 s', () => {
    const talk = new Talk();
    expect(types(talk.ask())).toEqual(['processing']);
    const frames = talk.answer(1);
    expect(types(frames)).toEqual(['response', 'state_change:active_listening']);
    expect(frames[1]).toMatchObject({ countdown_ms: 10_000 });
    expect(talk.pass(9_999)).toEqual([]);
    expect(types(talk.pass(1))).toEqual(['state_change:passive_listening']);
    expect(talk.pass(60_000)).toEqual([]);
  });

  it('as a transcription gets its answer as the very next frame', () => {
    const talk = new Talk();
    expect(talk.say({ type: 'transcription', text: 'What?' })).toEqual([]);
    expect(talk.pass(13_000)).toEqual([]);
    expect(types(talk.answer(1))[0]).toBe('response');
  });

  it('as a query echoes its id and carries its intent', () => {
    const talk = new Talk();
    talk.say({ type: 'query', intent: 'ALLERGY', id: 'q-7' });
    expect(talk.effects).toContainEqual({
      type: 'ask',
      question: { key: 1, text: undefined, intent: 'ALLERGY', earlier: [] },
    });
    expect(talk.answer(1)[0]).toMatchObject({ id: 'q-7', data: [] });
  });

  it('is announced again every 4 s, three times at most', () => {
    const talk = new Talk();
    talk.ask();
    expect(types(talk.pass(13_999))).toEqual(['processing', 'processing', 'processing']);
  });

  it('never uses up the five frames some clients read before its answer', () => {
    const talk = new Talk();
    talk.ask('one');
    talk.ask('two');
    talk.pass(13_000);
    talk.answer(1);
    const first = talk.frames.findIndex(({ type }) => type === 'response');
    expect(first).toBeLessThan(5);
    talk.now -= 12_000;
    talk.pass(12_500);
    talk.answer(2);
    const rest = talk.frames.slice(first + 1);
    expect(rest.findIndex(({ type }) => type === 'response')).toBeLessThan(5);
  });

  it('that takes too long is answered with an error, and its late answer is dropped', () => {
    const talk = new Talk();
    talk.ask();
    const frames = talk.pass(14_000).filter(({ type }) => type !== 'processing');
    expect(types(frames)).toEqual(['response', 'state_change:active_listening']);
    expect(frames[0]).toMatchObject({ status: 'error' });
    expect(talk.effects).toContainEqual({ type: 'cancel', key: 1 });
    expect(talk.answer(1)).toEqual([]);
  });

  it('waits for the one before it, and is answered in order', () => {
    const talk = new Talk();
    talk.ask('one');
    talk.ask('two');
    expect(talk.effects.filter((effect) => effect.type === 'ask')).toHaveLength(1);
    expect(talk.answer(2)).toEqual([]);
    expect(types(talk.answer(1))).toEqual(['response', 'state_change:active_listening']);
    expect(talk.state.phase).toBe('processing');
    expect(types(talk.answer(2))).toEqual(['response', 'state_change:active_listening']);
  });

  it('stopped by the deadline in the queue is answered all the same', () => {
    const talk = new Talk();
    talk.ask('one');
    talk.ask('two');
    const responses = talk.pass(14_000).filter(({ type }) => type === 'response');
    expect(responses).toHaveLength(2);
  });

  it('over the limit of waiting ones is refused', () => {
    const talk = new Talk();
    for (let asked = 0; asked < MAX_PENDING; asked += 1) talk.ask();
    expect(talk.ask()).toMatchObject([{ type: 'error', code: 'RATE_LIMITED' }]);
    talk.say({ type: 'speech_ended' });
    expect(talk.state.pending).toHaveLength(MAX_PENDING);
  });

  it('during a drain is answered with a refusal, in its turn', () => {
    const talk = new Talk();
    talk.ask('one');
    talk.event({ type: 'drain' });
    talk.ask('two');
    const frames = talk.answer(1);
    expect(types(frames)).toEqual([
      'response',
      'state_change:active_listening',
      'response',
      'state_change:active_listening',
    ]);
    expect(frames[2]).toMatchObject({ status: 'error' });
    expect(talk.state.pending).toEqual([]);
  });
});

describe('pacing', () => {
  it('holds an answer until 20 ms after its question', () => {
    const talk = new Talk({ paceMs: 20 });
    talk.ask();
    talk.now += 5;
    expect(talk.answer(1)).toEqual([]);
    expect(talk.pass(14)).toEqual([]);
    expect(types(talk.pass(1))[0]).toBe('response');
  });

  it('does not hold an answer that took longer', () => {
    const talk = new Talk({ paceMs: 20 });
    talk.ask();
    talk.now += 25;
    expect(types(talk.answer(1))[0]).toBe('response');
  });

  it.each([-3_600_000, 3_600_000])('does not mind a wall clock that is set by %d ms', (step) => {
    const talk = new Talk({ paceMs: 20 });
    talk.ask();
    talk.now += 5;
    talk.wallOffset += step;
    expect(talk.answer(1)).toEqual([]);
    const [response] = talk.pass(15);
    expect(response).toMatchObject({ type: 'response', status: 'success', duration_ms: 20 });
    talk.ask('and another?');
    expect(types(talk.pass(13_999))).not.toContain('response');
    expect(types(talk.pass(1))).toContain('response');
  });

  it('answers a held question once when it is cancelled', () => {
    const talk = new Talk({ paceMs: 20 });
    talk.ask();
    talk.answer(1);
    talk.say({ type: 'command', command: 'stop' });
    expect(talk.pass(1_000)).toEqual([]);
  });
});

describe('commands', () => {
  it.each(['hold', 'stop'] as const)('%s cancels everything and answers one frame', (command) => {
    const talk = new Talk();
    talk.ask('one');
    talk.ask('two');
    expect(types(talk.say({ type: 'command', command }))).toEqual(['state_change:passive_listening']);
    expect(talk.effects).toContainEqual({ type: 'cancel', key: 1 });
    expect(talk.answer(1)).toEqual([]);
    expect(talk.answer(2)).toEqual([]);
    expect(talk.pass(60_000)).toEqual([]);
  });

  it('goodbye answers one frame and ends the follow-up', () => {
    const talk = new Talk();
    talk.ask();
    talk.answer(1);
    expect(types(talk.say({ type: 'command', command: 'goodbye' }))).toEqual(['goodbye']);
    expect(talk.pass(60_000)).toEqual([]);
    expect(talk.state.phase).toBe('passive_listening');
  });

  it('goodbye does not swallow an answer under way', () => {
    const talk = new Talk();
    talk.ask();
    talk.say({ type: 'command', command: 'goodbye' });
    expect(types(talk.answer(1))[0]).toBe('response');
  });

  it('repeat sends the last response again, with the id of the one who asks', () => {
    const talk = new Talk();
    talk.say({ type: 'query', text: 'What?', id: 'old' });
    talk.answer(1);
    talk.now += 500;
    const [plain] = talk.say({ type: 'command', command: 'repeat' });
    expect(plain).toMatchObject({ type: 'response', text: 'An answer.', is_repeat: true });
    expect(plain).not.toHaveProperty('id');
    expect(talk.say({ type: 'command', command: 'repeat', id: 'new' })[0]).toMatchObject({ id: 'new' });
  });

  it('repeat without anything to repeat says so', () => {
    const [frame] = new Talk().say({ type: 'command', command: 'repeat' });
    expect(frame).toMatchObject({ type: 'response', is_repeat: true, status: 'success' });
  });

  it('ping is answered by pong, either way', () => {
    expect(types(new Talk().say({ type: 'ping' }))).toEqual(['pong']);
    expect(types(new Talk().say({ type: 'command', command: 'ping' }))).toEqual(['pong']);
  });
});

describe('wake word and speech', () => {
  it('wakes for 30 s', () => {
    const talk = new Talk();
    const frames = talk.say({ type: 'wake_word_detected' });
    expect(types(frames)).toEqual(['ack', 'state_change:active_listening']);
    expect(frames[0]).toMatchObject({ sound: 'chime' });
    expect(frames[1]).toMatchObject({ timeout_ms: 30_000 });
    expect(talk.pass(29_999)).toEqual([]);
    expect(types(talk.pass(1))).toEqual(['state_change:passive_listening']);
  });

  it('wakes in the middle of a question without losing its answer', () => {
    const talk = new Talk();
    talk.ask();
    expect(types(talk.say({ type: 'wake_word_detected' }))).toEqual(['ack', 'state_change:active_listening']);
    expect(types(talk.answer(1))[0]).toBe('response');
  });

  it('counts audio while awake, 30 s of it at most', () => {
    const talk = new Talk();
    const chunk = { type: 'audio_chunk', audio: Buffer.alloc(32_000).toString('base64') } as const;
    talk.say(chunk);
    expect(talk.state.audio.chunks).toBe(0);
    talk.say({ type: 'wake_word_detected' });
    for (let second = 0; second < 40; second += 1) talk.say(chunk);
    expect(talk.state.audio.chunks).toBeGreaterThanOrEqual(29);
    expect(talk.state.audio.chunks).toBeLessThanOrEqual(30);
  });

  it.each(['', '=', '==', 'A', 'A==', '!'])('is not kept awake by %j, a chunk without sound', (audio) => {
    const talk = new Talk();
    talk.say({ type: 'wake_word_detected' });
    const before = talk.effects.length;
    talk.say({ type: 'audio_chunk', audio });
    expect(talk.effects.slice(before)).toEqual([]);
    expect(talk.state.audio).toEqual({ chunks: 0, bytes: 0 });
  });

  it.each(['AA', 'AAA', 'AA=', 'AAAA', '====', 'A A\n'])(
    'is kept awake by %j so often and no more',
    (audio) => {
      const talk = new Talk();
      talk.say({ type: 'wake_word_detected' });
      for (let sent = 0; sent < 5_000; sent += 1) talk.say({ type: 'audio_chunk', audio });
      expect(talk.state.audio.chunks).toBe(3_000);
      const before = talk.effects.length;
      talk.say({ type: 'audio_chunk', audio: 'AAAA'.repeat(100) });
      expect(talk.effects.length).toBe(before);
    },
  );

  it.each<SessionMessage>([
    { type: 'speech_ended' },
    { type: 'audio_chunk', audio: 'AAAA', is_final: true },
    { type: 'audio_chunk', audio_data: 'AAAA', is_final: true },
  ])('answers %j with one response that says speech is off', (message) => {
    const talk = new Talk();
    talk.say({ type: 'wake_word_detected' });
    const frames = talk.say(message);
    expect(types(frames)).toEqual(['response']);
    expect(frames[0]).toMatchObject({ status: 'error', intent: 'SPEECH' });
    expect(talk.state.audio).toEqual({ chunks: 0, bytes: 0 });
  });

  it('swallows streams and heartbeats', () => {
    const talk = new Talk();
    expect(talk.say({ type: 'audio_stream' })).toEqual([]);
    expect(talk.say({ type: 'heartbeat' })).toEqual([]);
  });
});

describe('resume', () => {
  const saved = {
    sessionId: 'old-session',
    turns: [{ question: 'q', answer: 'a', intent: 'TIME', time: '2026-01-01T00:00:00.000Z' }],
  };

  it('brings the old session back', () => {
    const talk = new Talk();
    talk.event({ type: 'open' });
    const [frame] = talk.event({ type: 'resume', saved });
    expect(frame).toMatchObject({
      type: 'connected',
      session_id: 'old-session',
      state: 'passive_listening',
      resumed: true,
      context: saved.turns,
    });
    talk.ask();
    expect(talk.answer(1)[0]).toMatchObject({ session_id: 'old-session' });
    expect(talk.state.turns).toHaveLength(2);
  });

  it('keeps the fresh session where the old one is unknown', () => {
    const [frame] = new Talk().event({ type: 'resume', saved: undefined });
    expect(frame).toMatchObject({ type: 'connected', session_id: 'session-1', resumed: false });
  });

  it('hands over the last response', () => {
    const first = new Talk();
    first.ask();
    first.answer(1);
    const { sessionId, turns, lastResponse } = first.state;
    const second = new Talk();
    const [frame] = second.event({
      type: 'resume',
      saved: { sessionId, turns, ...(lastResponse ? { lastResponse } : {}) },
    });
    expect(frame).toMatchObject({ last_response: { text: 'An answer.' } });
    expect(second.say({ type: 'command', command: 'repeat' })[0]).toMatchObject({ text: 'An answer.' });
  });

  it('keeps ten turns and no more', () => {
    const talk = new Talk();
    for (let key = 1; key <= MAX_TURNS + 5; key += 1) {
      talk.ask(`question ${key}`);
      talk.answer(key);
    }
    expect(talk.state.turns).toHaveLength(MAX_TURNS);
    expect(talk.state.turns.at(-1)).toMatchObject({ question: `question ${MAX_TURNS + 5}` });
  });
});

const MESSAGES: readonly SessionMessage[] = [
  { type: 'text_input', text: 'a' },
  { type: 'query', intent: 'X' },
  { type: 'transcription', text: 'a' },
  { type: 'wake_word_detected' },
  { type: 'audio_chunk', audio: 'AAAA' },
  { type: 'audio_chunk', audio: 'AAAA', is_final: true },
  { type: 'speech_ended' },
  { type: 'audio_stream' },
  { type: 'command', command: 'hold' },
  { type: 'command', command: 'stop' },
  { type: 'command', command: 'repeat' },
  { type: 'command', command: 'goodbye' },
  { type: 'command', command: 'ping' },
  { type: 'heartbeat' },
  { type: 'ping' },
];

const EVENTS: readonly SessionEvent[] = [
  { type: 'open' },
  ...MESSAGES.map((message) => ({ type: 'message', message }) as const),
  { type: 'resume', saved: undefined },
  { type: 'resume', saved: { sessionId: 'old', turns: [] } },
  { type: 'refusal', code: 'BAD_JSON', text: 'bad' },
  { type: 'answer', key: 1, reply: REPLY },
  { type: 'answer', key: 2, reply: failure('no') },
  { type: 'timer', timer: 'listening' },
  { type: 'timer', timer: 'progress' },
  { type: 'timer', timer: 'deadline' },
  { type: 'timer', timer: 'pace' },
  { type: 'drain' },
  { type: 'close' },
];

const STATES: Readonly<Record<string, () => Talk>> = {
  passive: () => new Talk(),
  awake: () => {
    const talk = new Talk();
    talk.say({ type: 'wake_word_detected' });
    return talk;
  },
  processing: () => {
    const talk = new Talk();
    talk.ask();
    return talk;
  },
  queued: () => {
    const talk = new Talk();
    talk.ask();
    talk.ask();
    return talk;
  },
  held: () => {
    const talk = new Talk({ paceMs: 20 });
    talk.ask();
    talk.answer(1);
    return talk;
  },
  answered: () => {
    const talk = new Talk();
    talk.ask();
    talk.answer(1);
    return talk;
  },
  draining: () => {
    const talk = new Talk();
    talk.event({ type: 'drain' });
    return talk;
  },
  closed: () => {
    const talk = new Talk();
    talk.event({ type: 'close' });
    return talk;
  },
};

/** What each event sends in each state. A row that changes is a change of the protocol. */
describe('every state and every event', () => {
  for (const [name, prepare] of Object.entries(STATES)) {
    it(`in ${name}`, () => {
      const table = EVENTS.map((event) => {
        const talk = prepare();
        const frames = talk.event(event);
        const label =
          event.type === 'message'
            ? [event.message.type, Reflect.get(event.message, 'command')].filter(Boolean).join(' ')
            : [event.type, Reflect.get(event, 'timer')].filter(Boolean).join(' ');
        return `${label} -> ${types(frames).join(', ') || '-'} [${talk.state.phase}, ${talk.state.pending.length} open]`;
      });
      expect(table).toMatchSnapshot();
    });
  }
});

describe('any sequence of events', () => {
  const anyEvent = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...EVENTS) },
    {
      weight: 4,
      arbitrary: fc
        .integer({ min: 1, max: 12 })
        .map((key) => ({ type: 'answer', key, reply: REPLY }) as const),
    },
    {
      weight: 2,
      arbitrary: fc.integer({ min: 1, max: 20_000 }).map((ms) => ({ type: 'pass', ms }) as const),
    },
  );

  it('answers no query twice, in the order asked, none after it was stopped, and nothing after the close', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.constantFrom(0, 20), (events, paceMs) => {
        const talk = new Talk({ paceMs });
        let open: (string | number)[] = [];
        const answered = new Set<string | number>();
        let asked = 0;
        let closed = false;
        for (const event of events) {
          let frames: readonly ServerFrame[];
          if (event.type === 'pass') {
            frames = talk.pass(event.ms);
          } else if (event.type === 'message' && 'text' in event.message) {
            asked += 1;
            const before = talk.state.pending.length;
            frames = talk.say({ type: 'query', text: 'x', id: asked });
            if (!closed && before < MAX_PENDING) open.push(asked);
          } else {
            frames = talk.event(event);
            if (event.type === 'close') closed = true;
          }
          if (closed) expect(frames).toEqual([]);
          for (const frame of frames) {
            if (frame.type !== 'response' || frame.is_repeat || typeof frame.id !== 'number') continue;
            expect(answered.has(frame.id)).toBe(false);
            answered.add(frame.id);
            expect(open[0]).toBe(frame.id);
            open = open.slice(1);
          }
          const stopped =
            event.type === 'message' &&
            event.message.type === 'command' &&
            /hold|stop/.test(event.message.command);
          if (stopped || closed) open = [];
        }
        if (!closed) {
          talk.pass(60_000);
          expect(talk.state.pending).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a step asks of its connection', () => {
  /** The effects since the last call; frames by their type alone. */
  function effects(talk: Talk): readonly unknown[] {
    return talk.effects.splice(0).map((effect) => (effect.type === 'send' ? effect.frame.type : effect));
  }
  const clear = (timer: string) => ({ type: 'clear-timer', timer });
  const set = (timer: string, ms: number) => ({ type: 'set-timer', timer, ms });

  it('is a question with what was asked before, timers that go with it, and to keep the session', () => {
    const talk = new Talk();
    talk.ask('What do I take?');
    expect(effects(talk)).toEqual([
      'processing',
      clear('listening'),
      set('deadline', 14_000),
      set('progress', expect.any(Number)),
      { type: 'ask', question: { key: 1, text: 'What do I take?', intent: undefined, earlier: [] } },
    ]);
    expect(talk.state.pending[0]).toMatchObject({ started: true });
    const [waiting] = talk.ask('And when?');
    expect(waiting).toMatchObject({ message: 'Working on it.', sound: 'working_tone' });
    expect(talk.state.pending[1]).toMatchObject({ started: false });
    effects(talk);
    talk.answer(1);
    expect(effects(talk)).toEqual([
      clear('deadline'),
      clear('progress'),
      'response',
      { type: 'save' },
      'state_change',
      set('listening', 10_000),
      clear('listening'),
      set('deadline', 14_000),
      set('progress', expect.any(Number)),
      {
        type: 'ask',
        question: { key: 2, text: 'And when?', intent: undefined, earlier: ['What do I take?'] },
      },
    ]);
  });

  it('is nothing for an answer that comes twice or to nothing', () => {
    const talk = new Talk({ paceMs: 500 });
    talk.answer(1);
    talk.ask();
    effects(talk);
    talk.answer(2);
    expect(effects(talk)).toEqual([]);
    talk.answer(1);
    expect(effects(talk)).toEqual([clear('deadline'), clear('progress'), set('pace', 500)]);
    talk.answer(1, failure('Late.'));
    talk.event({ type: 'timer', timer: 'deadline' });
    expect(effects(talk)).toEqual([]);
    expect(talk.pass(500)).toMatchObject([{ type: 'response', text: REPLY.text }, { type: 'state_change' }]);
  });

  it('is to cancel what runs, and nothing of what only waits to be sent', () => {
    const asked = new Talk();
    asked.ask();
    effects(asked);
    asked.event({ type: 'close' });
    expect(effects(asked)).toEqual([
      { type: 'cancel', key: 1 },
      clear('deadline'),
      clear('progress'),
      clear('pace'),
      clear('listening'),
    ]);
    const answered = new Talk({ paceMs: 500 });
    answered.ask();
    answered.answer(1);
    effects(answered);
    answered.event({ type: 'close' });
    expect(effects(answered)).not.toContainEqual({ type: 'cancel', key: 1 });
    answered.event({ type: 'open' });
    expect(effects(answered)).toEqual([]);
  });

  it('is a refusal of a question beyond those that may wait', () => {
    const talk = new Talk();
    for (let n = 0; n < MAX_PENDING; n += 1) talk.ask();
    expect(talk.ask()).toMatchObject([
      { type: 'error', code: 'RATE_LIMITED', message: expect.stringContaining('slow down') },
    ]);
  });
});
