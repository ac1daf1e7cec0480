import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Speech } from '../speech/speech.ts';
import { type SpokenRecord, UTTERANCE_OUTCOMES } from '../speech/spoken.ts';

/** The metrics of spoken questions; absent where speech is not recognized, since a value of 0 would trigger alerts. */
export interface SpokenMetrics {
  observe(record: Pick<SpokenRecord, 'outcome' | 'audioMs' | 'ms' | 'words'>): void;
}

export function createSpokenMetrics(speech: Pick<Speech, 'state'>, registry: Registry): SpokenMetrics {
  const registers = [registry];
  new Gauge({
    name: 'hal_speech_up',
    help: '1 if the last utterance got an answer of the speech recognition server, else 0',
    registers,
    collect() {
      this.set(speech.state.isUp ? 1 : 0);
    },
  });
  new Gauge({
    name: 'hal_speech_waiting',
    help: 'Utterances waiting for the speech recognition server',
    registers,
    collect() {
      this.set(speech.state.waiting);
    },
  });
  const utterances = new Counter({
    name: 'hal_utterances_total',
    help: 'Utterances of clients, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  // Without an initial 0, rate() misses the first event.
  for (const outcome of UTTERANCE_OUTCOMES) utterances.inc({ outcome }, 0);
  const words = new Counter({ name: 'hal_spoken_words_total', help: 'Words recognized', registers });
  const length = new Histogram({
    name: 'hal_utterance_seconds',
    help: 'Length of utterances in seconds',
    buckets: [0.5, 1, 2, 3, 5, 8, 15, 30],
    registers,
  });
  const recognition = new Histogram({
    name: 'hal_recognition_seconds',
    help: 'Time from the end of an utterance to its text in seconds',
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 15],
    registers,
  });
  return {
    observe: (record) => {
      utterances.inc({ outcome: record.outcome });
      words.inc(record.words);
      length.observe(record.audioMs / 1_000);
      recognition.observe(record.ms / 1_000);
    },
  };
}
