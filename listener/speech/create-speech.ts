import type { Clock } from '../../lib/clock.ts';
import { readFileSync } from '../../lib/read-file.ts';
import type { Config } from '../config/config.ts';
import { parseApiKey } from '../config/speech-checks.ts';
import type { Log } from '../log/log-line.ts';
import type { Knowledge } from '../query/reading/knowledge.ts';
import { KeptAudio } from './kept-audio.ts';
import { namesPrompt } from './names-prompt.ts';
import { Speech } from './speech.ts';
import { Synthesizer } from './synthesizer.ts';
import { Transcriber } from './transcriber.ts';
import type { Aggressiveness } from './voice-detector.ts';

export interface CreateSpeechOptions {
  readonly config: Config;
  /** What is known of the account's names. */
  readonly knowledge: () => Knowledge;
  /** Reads names that are not known yet, behind the scenes. */
  readonly readNames: () => void;
  readonly log: Log;
  readonly clock: Clock;
  /** File of the speech thread's program. */
  readonly program?: string | undefined;
}

/** The speech of a listener; undefined if none is configured. @throws Error if the key cannot be read */
export function createSpeech(options: CreateSpeechOptions): Speech | undefined {
  const { config, knowledge, log, clock, program } = options;
  if (config.sttUrl === undefined) return undefined;
  const { ttsUrl, keepAudio: folder } = config;
  const synthesizer =
    ttsUrl === undefined
      ? undefined
      : new Synthesizer({
          url: ttsUrl,
          key: readKey(config.ttsKeyFile),
          model: config.ttsModel,
          voice: config.ttsVoice,
          timeoutMs: config.ttsTimeoutMs,
          log,
          clock,
        });
  const transcriber = new Transcriber({
    url: config.sttUrl,
    key: readKey(config.sttKeyFile),
    model: config.sttModel,
    language: config.sttLanguage === 'auto' ? undefined : config.sttLanguage,
    timeoutMs: config.sttTimeoutMs,
    prompt: () => (config.sttNames ? namesPrompt(knowledge()) : ''),
    log,
    clock,
  });
  return new Speech({
    settings: {
      aggressiveness: Number(config.voiceDetection) as Aggressiveness,
      silenceMs: config.speechSilenceMs,
      shortestMs: config.speechShortestMs,
      longestMs: config.speechLongestMs,
    },
    transcriber,
    synthesizer,
    wakePhrases: config.wakePhrases,
    wakeRequired: config.wakeRequired,
    keptAudio:
      folder === undefined ? undefined : new KeptAudio({ folder, days: config.keepAudioDays, log, clock }),
    log,
    clock,
    program,
    onOpen: config.sttNames ? options.readNames : undefined,
  });
}

function readKey(file: string | undefined): string | undefined {
  return file === undefined ? undefined : parseApiKey(readFileSync(file).toString('utf8'));
}
