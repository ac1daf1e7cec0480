import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../lib/testing/fake-clock.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { scratchHome } from '../server/testing/test-listener.ts';
import { type SpeechEvents, SpeechThread } from './speech-thread.ts';
import { babble, bytesOf, joined, silence } from './testing/sounds.ts';
import type { HeardUtterance } from './thread-messages.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/speech-worker.cjs');
const SETTINGS = { aggressiveness: 2, silenceMs: 700, shortestMs: 250, longestMs: 15_000 } as const;
const SENTENCE = bytesOf(joined(silence(0.3), babble(1.5), silence(1)));

function thread(program: string) {
  const log = recordedLog();
  const clock = new FakeClock();
  const speech = new SpeechThread({ settings: SETTINGS, log, clock, program });
  onTestFinished(() => speech.close());
  return { speech, log, clock };
}

/** Whatever is said to one client. */
function listener() {
  const heard: { readonly utterance: HeardUtterance; readonly isFinal: boolean }[] = [];
  let wake: () => void = () => undefined;
  const events: SpeechEvents = {
    onVoice: () => undefined,
    onUtterance: (utterance, isFinal) => {
      heard.push({ utterance, isFinal });
      wake();
    },
  };
  return {
    events,
    heard,
    async next() {
      while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return heard.shift();
    },
  };
}

/** A program of a thread, as text. */
async function programOf(text: string): Promise<string> {
  const file = path.join(await scratchHome(), 'program.cjs');
  writeFileSync(file, text);
  return file;
}

it('starts with the first audio, and hears', async () => {
  const { speech } = thread(PROGRAM);
  const { events, next } = listener();
  const input = speech.open(events);
  input.reset();
  expect(speech.isRunning).toBe(false);
  input.end();
  expect((await next())?.utterance.audioMs).toBe(0);
  expect(speech.isRunning).toBe(false);
  input.chunk(SENTENCE.toString('base64'), undefined);
  expect(speech.isRunning).toBe(true);
  expect((await next())?.utterance.audioMs).toBeGreaterThan(1_500);
});

it('that crashes is said once, rests, and starts again; nobody waits for it', async () => {
  const crashing = await programOf(
    "require('node:worker_threads').parentPort.on('message', () => { throw new Error('broken'); });",
  );
  const { speech, log, clock } = thread(crashing);
  const { events, next } = listener();
  const input = speech.open(events);
  input.chunk('AAAA', undefined);
  input.end();
  expect(await next()).toMatchObject({ isFinal: true, utterance: { audioMs: 0 } });
  expect(log.lines).toEqual([expect.stringMatching(/^error speech detection failed.*broken/)]);
  input.chunk('AAAA', undefined);
  expect(speech.isRunning).toBe(false);
  clock.advance(5_001);
  input.chunk('AAAA', undefined);
  expect(speech.isRunning).toBe(true);
});

it('that lags slows its client down and drops what goes on, until it has caught up', async () => {
  const { speech } = thread(
    await programOf("require('node:worker_threads').parentPort.on('message', () => { for (;;); });"),
  );
  const [busy, quiet] = [speech.open(listener().events), speech.open(listener().events)];
  for (let sent = 0; sent < 200; sent += 1) busy.chunk('AAAA', undefined);
  expect(busy.isLagging).toBe(false);
  busy.chunk('AAAA', undefined);
  expect([busy.isLagging, quiet.isLagging]).toEqual([true, false]);
});

it('catches up, and knows it', async () => {
  const { speech } = thread(PROGRAM);
  const { events, next } = listener();
  const input = speech.open(events);
  for (let sent = 0; sent < 300; sent += 1) input.chunk('AAAA', undefined);
  expect(input.isLagging).toBe(true);
  input.end();
  await next();
  expect(input.isLagging).toBe(false);
});

it('tells nothing to a client that has gone', async () => {
  const { speech } = thread(PROGRAM);
  const [gone, here] = [listener(), listener()];
  const [left, stays] = [speech.open(gone.events), speech.open(here.events)];
  left.chunk(SENTENCE.toString('base64'), undefined);
  left.close();
  stays.chunk(SENTENCE.toString('base64'), undefined);
  await here.next();
  expect(gone.heard).toEqual([]);
});
