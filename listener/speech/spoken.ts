import type { HeardUtterance } from './thread-messages.ts';

/** What was said by a client, on its way through its session. */
export interface Utterance extends HeardUtterance {
  /** `stream`: a browser, which sends all that its microphone hears and shows what was recognized. */
  readonly via: 'chunk' | 'stream';
  /** Nobody has turned to HAL: what is no question to it gets no answer. */
  readonly isQuiet: boolean;
}

/** How the recognition of an utterance ended, in metrics and logs. */
export const UTTERANCE_OUTCOMES = [
  'recognized',
  'woken',
  'unsure',
  'ignored',
  'no-speech',
  'down',
  'slow',
  'garbage',
  'busy',
  'cancelled',
] as const;

export type UtteranceOutcome = (typeof UTTERANCE_OUTCOMES)[number];

/** A recognized utterance, for metrics and logs. */
export interface SpokenRecord {
  readonly outcome: UtteranceOutcome;
  readonly audioMs: number;
  /** Milliseconds of recognition. */
  readonly ms: number;
  readonly words: number;
  /** Percent of samples at the limit. */
  readonly clipped: number;
  /** It was labelled 16 kHz and taken for 8 kHz. */
  readonly isSlow: boolean;
  readonly text: string;
}
