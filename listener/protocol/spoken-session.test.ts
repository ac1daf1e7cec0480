import { describe, expect, it } from 'vitest';
import type { Utterance } from '../speech/spoken.ts';
import { failure, type Reply } from './reply.ts';
import type { SessionOptions } from './session-state.ts';
import { REPLY, Talk, types } from './testing/talk.ts';

const UTTERANCE: Utterance = {
  pcm: new Uint8Array(32_000),
  audioMs: 1_000,
  clipped: 0,
  isSlow: false,
  via: 'chunk',
  isQuiet: false,
};
const STREAMED: Utterance = { ...UTTERANCE, via: 'stream' };
const QUIET: Utterance = { ...STREAMED, isQuiet: true };
const UNHEARD: Reply = { ...failure('Again?', 'SPEECH', 'not_heard'), isUnheard: true };

describe('a spoken question', () => {
  const speaking = (options: Partial<SessionOptions> = {}) => new Talk({ speech: true, ...options });
  const utter = (talk: Talk, utterance = UTTERANCE, isFinal = false) =>
    talk.event({ type: 'utterance', utterance, isFinal });
  const asked = (talk: Talk) => talk.effects.filter(({ type }) => type === 'ask');
  const awake = (options?: Partial<SessionOptions>) => {
    const talk = speaking(options);
    talk.say({ type: 'wake_word_detected' });
    return talk;
  };

  it('is announced, recognized, answered and remembered', () => {
    const talk = awake();
    expect(types(utter(talk))).toEqual(['processing']);
    expect(asked(talk)).toMatchObject([{ question: { key: 1, text: undefined, utterance: UTTERANCE } }]);
    expect(talk.event({ type: 'recognized', key: 1, text: 'What?' })).toEqual([]);
    expect(types(talk.answer(1))).toEqual(['response', 'state_change:active_listening']);
    expect(talk.state.turns).toMatchObject([{ question: 'What?', answer: 'An answer.' }]);
    expect(talk.state.pending).toEqual([]);
  });

  it('is heard only while its client listens', () => {
    const talk = speaking();
    expect(utter(talk)).toEqual([]);
    talk.ask();
    expect(utter(talk)).toEqual([]);
    expect(utter(talk, QUIET)).toEqual([]);
    expect(asked(talk)).toHaveLength(1);
  });

  it('keeps its client awake for 30 s from each voice, and no longer', () => {
    const talk = awake();
    talk.pass(29_000);
    talk.event({ type: 'voice' });
    expect(talk.pass(29_999)).toEqual([]);
    expect(types(talk.pass(1))).toEqual(['state_change:passive_listening']);
    talk.event({ type: 'voice' });
    expect(talk.pass(60_000)).toEqual([]);
  });

  it('that nobody has said gets one response where the client says that it ended', () => {
    const talk = speaking();
    const frames = utter(talk, { ...UTTERANCE, pcm: new Uint8Array(0) }, true);
    expect(types(frames)).toEqual(['processing', 'response', 'state_change:active_listening']);
    expect(asked(talk)).toEqual([]);
    expect(talk.state.turns).toEqual([]);
  });

  it('is asked for again twice, then the client sleeps', () => {
    const talk = awake();
    for (const state of ['active_listening', 'active_listening', 'passive_listening']) {
      utter(talk);
      expect(types(talk.answer(talk.state.nextKey - 1, UNHEARD))).toEqual([
        'response',
        `state_change:${state}`,
      ]);
    }
    expect([talk.state.turns, talk.state.lastResponse]).toEqual([[], undefined]);
    talk.say({ type: 'wake_word_detected' });
    utter(talk);
    expect(types(talk.answer(4, UNHEARD))).toEqual(['response', 'state_change:active_listening']);
  });

  it('begins anew after one that was understood', () => {
    const talk = awake();
    for (const reply of [UNHEARD, UNHEARD, REPLY, UNHEARD]) {
      utter(talk);
      talk.answer(talk.state.nextKey - 1, reply);
    }
    expect(talk.state.phase).toBe('active_listening');
  });

  it('of a browser is not announced, and shows what was recognized', () => {
    const talk = speaking();
    expect(utter(talk, QUIET)).toEqual([]);
    expect(types(talk.event({ type: 'recognized', key: 1, text: 'What?' }))).toEqual(['transcription']);
    expect(types(talk.answer(1))).toEqual(['response', 'state_change:active_listening']);
    expect(types(utter(talk, STREAMED))).toEqual(['processing']);
  });

  it('that is not for us leaves nothing behind', () => {
    const talk = speaking();
    utter(talk, QUIET);
    expect(talk.event({ type: 'ignored', key: 1, isWoken: false })).toEqual([]);
    expect(talk.state).toMatchObject({ phase: 'passive_listening', pending: [], turns: [] });
    expect([...talk.timers.keys()]).toEqual([]);
    expect(talk.answer(1)).toEqual([]);
  });

  it('that is a wake phrase alone wakes', () => {
    const talk = speaking();
    utter(talk, QUIET);
    expect(types(talk.event({ type: 'ignored', key: 1, isWoken: true }))).toEqual([
      'wake_word_detected',
      'ack',
      'state_change:active_listening',
    ]);
    expect(talk.event({ type: 'ignored', key: 1, isWoken: true })).toEqual([]);
  });

  it('of the room gives way to a typed one', () => {
    const talk = speaking();
    utter(talk, QUIET);
    talk.ask();
    expect(talk.effects).toContainEqual({ type: 'cancel', key: 1 });
    expect(types(talk.answer(2))).toEqual(['response', 'state_change:active_listening']);
    expect(talk.event({ type: 'recognized', key: 1, text: 'late' })).toEqual([]);
  });

  it('of the room that takes too long is dropped in silence', () => {
    const talk = speaking();
    utter(talk, QUIET);
    expect(talk.pass(60_000)).toEqual([]);
    expect(talk.state).toMatchObject({ phase: 'passive_listening', pending: [] });
  });

  it('takes too long as any other does', () => {
    const talk = awake();
    utter(talk);
    expect(types(talk.pass(14_000))).toEqual([
      'processing',
      'processing',
      'processing',
      'response',
      'state_change:active_listening',
    ]);
  });

  it('waits behind one other at most', () => {
    const talk = speaking();
    talk.ask();
    for (let each = 0; each < 5; each += 1) utter(talk, UTTERANCE, true);
    expect(talk.state.pending).toHaveLength(3);
  });

  it('is declined while the listener drains, and the room hears nothing', () => {
    const talk = awake();
    talk.event({ type: 'drain' });
    expect(types(utter(talk))).toContain('response');
    talk.say({ type: 'command', command: 'stop' });
    expect(utter(talk, QUIET)).toEqual([]);
  });

  it('keeps no audio of what is spoken in answer', () => {
    const talk = speaking();
    utter(talk, QUIET);
    talk.event({ type: 'recognized', key: 1, text: 'What?' });
    const frames = talk.answer(1, { ...REPLY, audio: 'UklGRg==' });
    expect(frames[0]).toMatchObject({ audio: 'UklGRg==', audio_format: 'wav' });
    expect(talk.state.lastResponse).not.toHaveProperty('audio');
  });

  it.each([
    { type: 'wake_word_detected' },
    { type: 'command', command: 'stop' },
    { type: 'command', command: 'goodbye' },
    { type: 'text_input', text: 'What?' },
  ] as const)('begins anew at %j', (message) => {
    const talk = awake();
    talk.effects.length = 0;
    talk.say(message);
    expect(talk.effects).toContainEqual({ type: 'reset-audio' });
  });
});
