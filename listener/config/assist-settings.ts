import { assistUrl } from './assist-url.ts';
import { Derived, type SettingTable } from './setting.ts';
import { milliseconds, optional, path, type SettingType, secret, text } from './setting-types.ts';

const DEFAULT_TIMEOUT_MS = 4_000;

/** Only characters that an HTTP header may contain. */
const apiKey: SettingType<string | undefined> = {
  ...secret(1024),
  allowed: '1 to 1024 visible ASCII characters, without spaces',
  parse: (raw) => (typeof raw === 'string' && /^[\x21-\x7e]{1,1024}$/.test(raw) ? { value: raw } : undefined),
};

/** The language model that may translate a question the engine does not understand: see docs/language-model.md. */
export const ASSIST_SETTINGS: SettingTable<
  'assistUrl' | 'assistModel' | 'assistTimeoutMs' | 'assistKey' | 'assistKeyFile'
> = {
  assistUrl: {
    description: 'OpenAI-compatible server that may translate questions; none: no model',
    kind: optional(assistUrl),
    default: undefined,
    env: 'ASSIST_URL',
    flag: true,
  },
  assistModel: {
    description: 'the model it is asked for, as llama3.2',
    kind: optional(text('a model name', 200)),
    default: undefined,
    env: 'ASSIST_MODEL',
    flag: true,
  },
  assistTimeoutMs: {
    description: 'milliseconds the model may take for a question',
    kind: milliseconds(100, 60_000),
    default: new Derived(`${DEFAULT_TIMEOUT_MS}, or half of deadlineMs if that is less`, (_, value) =>
      Math.max(100, Math.min(DEFAULT_TIMEOUT_MS, Math.floor(value('deadlineMs') / 2))),
    ),
    env: 'ASSIST_TIMEOUT',
    flag: true,
  },
  assistKey: {
    description: 'API key of that server',
    kind: apiKey,
    default: undefined,
    env: 'ASSIST_KEY',
    flag: false,
    secret: true,
  },
  assistKeyFile: {
    description: 'file that holds the API key of that server',
    kind: optional(path('a path')),
    default: undefined,
    env: 'ASSIST_KEY_FILE',
    flag: true,
  },
};
