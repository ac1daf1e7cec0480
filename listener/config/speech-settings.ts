import { parseOutgoingUrl } from './outgoing-url.ts';
import { Derived, type SettingTable } from './setting.ts';
import {
  choice,
  integer,
  milliseconds,
  onOff,
  optional,
  path,
  type SettingType,
  text,
  trimText,
} from './setting-types.ts';

const DEFAULT_TIMEOUT_MS = 8_000;

/**
 * The address of a server that takes audio or gives it. A root or `/v1` is one of OpenAI's kind, whose path is added; any other
 * path is a plain endpoint, as it is.
 */
function audioUrl(endpoint: string): SettingType<string> {
  return {
    noun: 'an address that speech may be sent to',
    allowed:
      'http://127.0.0.1:8080 or the like: http on this machine or in a private network, https elsewhere, without a user name, a query or a fragment',
    placeholder: 'url',
    parse: (raw) => {
      const url = parseOutgoingUrl(raw, { query: false });
      if (url === undefined) return undefined;
      const place = url.pathname.replace(/\/$/, '');
      return { value: `${url.origin}${/^(?:\/v1)?$/.test(place) ? `/v1${endpoint}` : url.pathname}` };
    },
    format: String,
  };
}

const LANGUAGE: SettingType<string> = {
  ...text('a language', 8),
  allowed: 'a language such as en or de, or auto',
  parse: (raw) => {
    const value = trimText(raw).toLowerCase();
    return /^(?:[a-z]{2,3}(?:-[a-z]{2})?|auto)$/.test(value) ? { value } : undefined;
  },
};

/** Phrases with spaces, separated by commas; the value is in lower case, with single spaces. */
const phrases: SettingType<readonly string[]> = {
  noun: 'a list of phrases',
  allowed: 'phrases of letters, with commas between, or none',
  placeholder: 'list',
  parse: (raw) => {
    const given = Array.isArray(raw) ? raw : trimText(raw).split(',');
    if (!Array.isArray(raw) && trimText(raw).toLowerCase() === 'none') return { value: [] };
    const value = given.map((one) => trimText(one).toLowerCase().replace(/\s+/g, ' '));
    const isAllowed = value.every(
      (one) => one.length <= 60 && /^[\p{L}\p{N}']+(?: [\p{L}\p{N}']+)*$/u.test(one),
    );
    return isAllowed && value.length <= 20 ? { value: [...new Set(value)] } : undefined;
  },
  format: (value) => (value.length === 0 ? 'none' : value.join(',')),
};

const DEFAULT_PHRASES = ['hey jarvis', 'hey hal', 'hey computer'];

/** Spoken questions: see docs/speech.md. */
export const SPEECH_SETTINGS: SettingTable<
  | 'sttUrl'
  | 'sttModel'
  | 'sttLanguage'
  | 'sttKeyFile'
  | 'sttTimeoutMs'
  | 'sttNames'
  | 'speechSilenceMs'
  | 'speechShortestMs'
  | 'speechLongestMs'
  | 'voiceDetection'
  | 'wakePhrases'
  | 'wakeRequired'
  | 'keepAudio'
  | 'keepAudioDays'
  | 'ttsUrl'
  | 'ttsModel'
  | 'ttsVoice'
  | 'ttsKeyFile'
  | 'ttsTimeoutMs'
> = {
  sttUrl: {
    description: 'server that recognizes speech, OpenAI-compatible or plain; none: no speech',
    kind: optional(audioUrl('/audio/transcriptions')),
    default: undefined,
    env: 'STT_URL',
    flag: true,
  },
  sttModel: {
    description: 'the model it is asked for',
    kind: text('a model name', 200),
    default: 'whisper-1',
    env: 'STT_MODEL',
    flag: true,
  },
  sttLanguage: {
    description: 'language that is spoken, as en; auto: the server finds out',
    kind: LANGUAGE,
    default: 'en',
    env: 'STT_LANGUAGE',
    flag: true,
  },
  sttKeyFile: {
    description: 'file that holds the API key of that server',
    kind: optional(path('a path')),
    default: undefined,
    env: 'STT_KEY_FILE',
    emptyMeans: 'no key',
    flag: true,
  },
  sttTimeoutMs: {
    description: 'milliseconds from the end of an utterance to its text',
    kind: milliseconds(100, 60_000),
    default: new Derived(`${DEFAULT_TIMEOUT_MS}, or half of deadlineMs if that is less`, (_, value) =>
      Math.max(100, Math.min(DEFAULT_TIMEOUT_MS, Math.floor(value('deadlineMs') / 2))),
    ),
    env: 'STT_TIMEOUT',
    flag: true,
  },
  sttNames: {
    description: 'whether names of the account are sent with the audio, as a hint',
    kind: onOff,
    default: true,
    env: 'STT_NAMES',
    flag: true,
  },
  speechSilenceMs: {
    description: 'milliseconds of silence that end an utterance',
    kind: milliseconds(200, 5_000),
    default: 700,
    env: 'SPEECH_SILENCE',
    flag: true,
  },
  speechShortestMs: {
    description: 'milliseconds of voice below which a sound is a noise',
    kind: milliseconds(100, 5_000),
    default: 250,
    env: 'SPEECH_SHORTEST',
    flag: true,
  },
  speechLongestMs: {
    description: 'milliseconds after which an utterance is cut',
    kind: milliseconds(1_000, 30_000),
    default: 15_000,
    env: 'SPEECH_LONGEST',
    flag: true,
  },
  voiceDetection: {
    description: 'how strictly noise is told from voice: 0 (least) to 3',
    kind: choice(['0', '1', '2', '3']),
    default: '2',
    env: 'VOICE_DETECTION',
    flag: true,
  },
  wakePhrases: {
    description: 'phrases that turn to HAL, for clients that stream all they hear',
    kind: phrases,
    default: DEFAULT_PHRASES,
    env: 'WAKE_PHRASES',
    flag: true,
  },
  wakeRequired: {
    description: 'whether such clients are answered only after a wake phrase',
    kind: onOff,
    default: false,
    env: 'WAKE_REQUIRED',
    flag: true,
  },
  keepAudio: {
    description: 'folder in which recordings of what was said are kept; none: none is',
    kind: optional(path('a folder')),
    default: undefined,
    env: 'KEEP_AUDIO',
    flag: true,
  },
  keepAudioDays: {
    description: 'days after which these recordings are deleted',
    kind: integer(1, 365, 'a number in range', 'days'),
    default: 7,
    env: 'KEEP_AUDIO_DAYS',
    flag: true,
  },
  ttsUrl: {
    description: 'server that speaks answers to spoken questions; none: they are not spoken',
    kind: optional(audioUrl('/audio/speech')),
    default: undefined,
    env: 'TTS_URL',
    flag: true,
  },
  ttsModel: {
    description: 'the model it is asked for',
    kind: text('a model name', 200),
    default: 'tts-1',
    env: 'TTS_MODEL',
    flag: true,
  },
  ttsVoice: {
    description: 'the voice it is asked for',
    kind: text('a name of a voice', 200),
    default: 'alloy',
    env: 'TTS_VOICE',
    flag: true,
  },
  ttsKeyFile: {
    description: 'file that holds the API key of that server',
    kind: optional(path('a path')),
    default: undefined,
    env: 'TTS_KEY_FILE',
    emptyMeans: 'no key',
    flag: true,
  },
  ttsTimeoutMs: {
    description: 'milliseconds that an answer waits to be spoken',
    kind: milliseconds(100, 30_000),
    default: 3_000,
    env: 'TTS_TIMEOUT',
    flag: true,
  },
};
