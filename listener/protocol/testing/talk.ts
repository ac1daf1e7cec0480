import type { ServerFrame } from '../../../contract/hal.ts';
import type { Reply } from '../reply.ts';
import { step } from '../session.ts';
import {
  createSession,
  type Effect,
  type SessionEvent,
  type SessionMessage,
  type SessionOptions,
  type SessionState,
} from '../session-state.ts';

const OPTIONS: SessionOptions = { deadlineMs: 14_000, paceMs: 0, greeting: 'connected' };
export const REPLY: Reply = {
  text: 'An answer.',
  intent: 'MEDICATION',
  action: 'medication_query',
  confidence: 0.9,
  status: 'success',
  rows: [],
  count: 0,
};

/** A session with a clock of its own, whose timers ring when time passes. */
export class Talk {
  state: SessionState;
  now = 1_000_000;
  /** What the wall clock shows beyond that. */
  wallOffset = 1_700_000_000_000;
  readonly frames: ServerFrame[] = [];
  readonly effects: Effect[] = [];
  readonly timers = new Map<string, number>();

  constructor(options: Partial<SessionOptions> = {}) {
    this.state = createSession('session-1', { ...OPTIONS, ...options });
  }

  event(event: SessionEvent): readonly ServerFrame[] {
    const now = { wall: this.now + this.wallOffset, monotonic: this.now };
    const { state, effects } = step(this.state, event, now);
    this.state = state;
    const frames: ServerFrame[] = [];
    for (const effect of effects) {
      this.effects.push(effect);
      if (effect.type === 'send') frames.push(effect.frame);
      if (effect.type === 'set-timer') this.timers.set(effect.timer, this.now + effect.ms);
      if (effect.type === 'clear-timer') this.timers.delete(effect.timer);
    }
    this.frames.push(...frames);
    return frames;
  }

  say(message: SessionMessage): readonly ServerFrame[] {
    return this.event({ type: 'message', message });
  }

  ask(text = 'What?'): readonly ServerFrame[] {
    return this.say({ type: 'text_input', text });
  }

  answer(key: number, reply: Reply = REPLY): readonly ServerFrame[] {
    return this.event({ type: 'answer', key, reply });
  }

  pass(ms: number): readonly ServerFrame[] {
    const until = this.now + ms;
    const frames: ServerFrame[] = [];
    for (;;) {
      const next = [...this.timers].filter(([, at]) => at <= until).sort((a, b) => a[1] - b[1])[0];
      if (next === undefined) break;
      const [timer, at] = next;
      this.timers.delete(timer);
      this.now = at;
      frames.push(...this.event({ type: 'timer', timer: timer as 'listening' }));
    }
    this.now = until;
    return frames;
  }
}

export const types = (frames: readonly ServerFrame[]) =>
  frames.map((frame) => (frame.type === 'state_change' ? `${frame.type}:${frame.new_state}` : frame.type));
