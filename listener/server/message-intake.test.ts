import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { MessageIntake, toBuffer } from './message-intake.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function intake(config = { rate: 20, burst: 60, maxMessageBytes: 32_768 }) {
  const clock = new FakeClock();
  const ws = {
    paused: false,
    pause() {
      this.paused = true;
    },
    resume() {
      this.paused = false;
    },
  };
  const messages = new MessageIntake(ws, config, clock);
  onTestFinished(() => messages.release());
  const pass = (ms: number): void => {
    clock.advance(ms);
    vi.advanceTimersByTime(ms);
  };
  return { ws, messages, pass };
}

const frame = (message: object): Buffer => Buffer.from(JSON.stringify(message));
const audio = (bytes: number): Buffer => frame({ type: 'audio_chunk', audio: 'A'.repeat(bytes) });
const samples = (count: number) => Array.from({ length: count }, (_, at) => ((at * 7_919) % 65_536) - 32_768);

describe('MessageIntake', () => {
  it('reads clients without pausing them', () => {
    const { ws, messages, pass } = intake();
    const stream = frame({ type: 'audio_stream', session_id: null, audio: samples(4_096) });
    const chunk = audio(65_536);
    for (let second = 0; second < 60; second += 1) {
      for (let quarter = 0; quarter < 4; quarter += 1) {
        expect(messages.take(stream)).toEqual({ ok: true, message: { type: 'audio_stream' } });
        expect(messages.take(chunk)).toMatchObject({ ok: true });
        expect(messages.take(frame({ type: 'text_input', text: 'What time is it?' }))).toMatchObject({
          ok: true,
        });
        expect(ws.paused).toBe(false);
        pass(250);
      }
    }
  });

  it('does not parse messages over a limit', () => {
    const { messages } = intake();
    const parse = vi.spyOn(JSON, 'parse');
    const heavy = frame({ type: 'audio_stream', audio: samples(150_000) });
    const nested = frame({ type: 'text_input', text: Array.from({ length: 100_000 }, () => []) });
    expect(messages.take(heavy)).toEqual({ ok: true, message: { type: 'audio_stream' } });
    expect(messages.take(nested)).toMatchObject({ code: 'TOO_LONG' });
    expect(parse).not.toHaveBeenCalled();
    const small = frame({ type: 'ping' });
    for (let sent = 0; sent < 1_000; sent += 1) messages.take(small);
    expect(parse.mock.calls.length).toBeLessThanOrEqual(60);
    expect(messages.take(small)).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('counts what only looks like audio against both limits, and real audio against none', () => {
    const { messages } = intake();
    const lying = frame({ type: 'text_input', text: '', x: { type: 'audio_chunk' } });
    const codes = Array.from({ length: 90 }, () => {
      const reading = messages.take(lying);
      return reading === undefined || reading.ok ? reading : reading.code;
    });
    expect(codes.filter((code) => code === 'BAD_FIELD')).toHaveLength(60);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(30);
    const { messages: others } = intake();
    const last = frame({ audio: samples(8_000), session_id: null, type: 'audio_stream' });
    const readings = Array.from({ length: 300 }, () => others.take(last));
    expect(readings.filter((reading) => reading?.ok === false)).toEqual([]);
    expect(readings.filter((reading) => reading === undefined)).toHaveLength(100);
  });

  it.each([
    ['large frames', audio(1_000_000)],
    ['small frames', frame({ type: 'ping' })],
    ['frames that are no JSON', Buffer.from('{')],
  ])('pauses a client that sends too much: %s', (_, sent) => {
    const { ws, messages, pass } = intake();
    let [frames, bytes] = [0, 0];
    for (let ms = 0; ms < 60_000; ms += 10) {
      for (let burst = 0; burst < 10 && !ws.paused; burst += 1) {
        messages.take(sent);
        frames += 1;
        bytes += sent.length;
      }
      pass(10);
    }
    // Its bursts, and a minute of what may be read.
    expect(bytes).toBeLessThanOrEqual(2 * 1024 ** 2 + 60 * 512 * 1024 + 10 * sent.length);
    expect(frames).toBeLessThanOrEqual(60 + 200 + 60 * (20 + 100) + 10);
    // And it is read again.
    expect(frames).toBeGreaterThan(25);
  });

  it('limits pings too, and reads a closing client to the end', () => {
    const { ws, messages, pass } = intake();
    for (let pings = 0; pings < 201; pings += 1) messages.chargeExcess();
    expect(ws.paused).toBe(true);
    pass(100);
    expect(ws.paused).toBe(false);
    for (let pings = 0; pings < 201; pings += 1) messages.chargeExcess();
    messages.release();
    messages.chargeExcess();
    expect(ws.paused).toBe(false);
  });

  it('has no message limit if none is set', () => {
    const { ws, messages } = intake({ rate: 0, burst: 1, maxMessageBytes: 32_768 });
    for (let sent = 0; sent < 5_000; sent += 1) expect(messages.take(frame({ type: 'ping' }))?.ok).toBe(true);
    expect(ws.paused).toBe(false);
  });
});

it('accepts frames in any form', () => {
  const bytes = new TextEncoder().encode('{"type":"ping"}');
  const forms = [
    Buffer.from(bytes),
    bytes.buffer,
    [Buffer.from(bytes.subarray(0, 4)), Buffer.from(bytes.subarray(4))],
  ];
  expect(forms.map((form) => toBuffer(form).toString())).toEqual(Array(3).fill('{"type":"ping"}'));
});
