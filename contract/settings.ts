import type { FileForm } from './file-form.ts';

/** The form of config.json, in its member `form`; most people write the file without it. */
export const CONFIG_FORM: FileForm = { current: 1 };

/**
 * Environment variables of the listener. A supervisor gives a listener those of the one it replaces and removes the
 * others. The names are those of listener/config; a test there compares both.
 */
export const SETTING_VARIABLES = [
  'WEBSOCKET_PORT',
  'WEBSOCKET_EXTRA_PORTS',
  'WEBSOCKET_HOST',
  'MAX_CONNECTIONS',
  'MAX_CONNECTIONS_PER_ADDRESS',
  'MAX_PENDING_PER_ADDRESS',
  'WEBSOCKET_DEADLINE',
  'WEBSOCKET_BUFFER',
  'WEBSOCKET_RATE',
  'WEBSOCKET_BURST',
  'WEBSOCKET_DRAIN',
  'WEBSOCKET_DRAIN_NOTICE',
  'WEBSOCKET_DRAIN_SPREAD',
  'KEEP_SESSIONS',
  'WEBSOCKET_ORIGINS',
  'TRUSTED_PROXIES',
  'WEBSOCKET_TLS_KEY',
  'WEBSOCKET_TLS_CERT',
  'QM_DRIVER',
  'QM_BIN',
  'QM_HOST',
  'QM_PORT',
  'QM_ACCOUNT',
  'QM_USERNAME',
  'QM_PASSWORD_FILE',
  'QM_SESSIONS',
  'QM_SESSIONS_TOTAL',
  'QM_WAITING',
  'WEBSOCKET_TIMEOUT',
  'HAL_QUERY',
  'QM_ENCODING',
  'ASSIST_URL',
  'ASSIST_MODEL',
  'ASSIST_TIMEOUT',
  'ASSIST_KEY_FILE',
  'STT_URL',
  'STT_MODEL',
  'STT_LANGUAGE',
  'STT_KEY_FILE',
  'STT_TIMEOUT',
  'STT_NAMES',
  'SPEECH_SILENCE',
  'SPEECH_SHORTEST',
  'SPEECH_LONGEST',
  'VOICE_DETECTION',
  'WAKE_PHRASES',
  'WAKE_REQUIRED',
  'KEEP_AUDIO',
  'KEEP_AUDIO_DAYS',
  'TTS_URL',
  'TTS_MODEL',
  'TTS_VOICE',
  'TTS_KEY_FILE',
  'TTS_TIMEOUT',
  'SESSION_STORE',
  'SESSION_STORE_KEY_FILE',
  'SESSION_STORE_USERNAME',
  'SESSION_STORE_PASSWORD_FILE',
  'SESSION_STORE_CA_FILE',
  'QM_ACCOUNT_DIR',
  'BACKUP_FOLDER',
  'LOG_DIR',
  'LOG_LEVEL',
  'LOG_MAX_SIZE',
  'LOG_KEEP',
  'LOG_QUESTIONS',
  'ALARM_CPU',
  'ALARM_RSS',
  'ALARM_DISK',
  'ALARM_DECLINED',
  'ALARM_WAITING',
] as const;

/** Variables of secrets, which are never stored, with their names in config.json. */
export const SECRET_VARIABLES = {
  WEBSOCKET_TOKEN: 'token',
  QM_PASSWORD: 'qmPassword',
  ASSIST_KEY: 'assistKey',
  ALARM_WEBHOOK: 'alarmWebhook',
  ALARM_WEBHOOK_SECRET: 'alarmWebhookSecret',
} as const;

export type SecretVariable = keyof typeof SECRET_VARIABLES;

/** Whether a variable is one of ours; case-insensitive on Windows. */
export function isSettingVariable(name: string): boolean {
  const upper = name.toUpperCase();
  return SETTING_VARIABLES.some((one) => one === upper);
}

export function isSecretVariable(name: string): boolean {
  return Object.hasOwn(SECRET_VARIABLES, name.toUpperCase());
}
