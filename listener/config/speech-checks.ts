import type { Config } from './config.ts';
import { checkLeavesTime } from './deadline-check.ts';
import { settingError } from './errors.ts';
import { isPrivateEndpoint } from './outgoing-url.ts';
import type { Resolution } from './resolution.ts';
import { readSettingText } from './setting-file.ts';

/** The API key in a file, without its line end. @throws Error that does not contain it */
export function parseApiKey(content: string): string {
  const key = content.replace(/\r?\n$/, '');
  if (!/^[\x21-\x7e]{1,1024}$/.test(key))
    throw new Error('a key has 1 to 1024 visible ASCII characters, without spaces');
  return key;
}

/** Checks that speech can be recognized in time, and warns if it leaves the private network. @throws ConfigError */
export function checkSpeech(config: Config, resolution: Resolution): void {
  const { sttUrl } = config;
  checkAudioFolder(config, resolution);
  if (sttUrl === undefined) return;
  checkKeyFile('sttKeyFile', config, resolution);
  checkLeavesTime('sttTimeoutMs', config, resolution);
  const longest = resolution.rawValue('speechLongestMs');
  if (longest !== undefined && config.speechLongestMs <= config.speechShortestMs) {
    throw settingError('speechLongestMs', longest, 'is not longer than speechShortestMs');
  }
  if (config.ttsUrl !== undefined) {
    checkKeyFile('ttsKeyFile', config, resolution);
    warnOfPublic('answers to spoken questions are', config.ttsUrl, 'They are', resolution);
  }
  warnOfPublic('what people say is', sttUrl, 'It is', resolution);
}

function warnOfPublic(what: string, url: string, are: string, resolution: Resolution): void {
  if (!isPrivateEndpoint(url)) {
    resolution.warnings.push(
      `${what} sent to ${new URL(url).host}, outside this network. ${are} personal: a server on this machine would keep them private (docs/speech.md)`,
    );
  }
}

function checkAudioFolder({ keepAudio, keepAudioDays }: Config, resolution: Resolution): void {
  if (keepAudio === undefined) return;
  resolution.warnings.push(
    `recordings of what people say are kept in ${keepAudio} for ${keepAudioDays} days (KEEP_AUDIO)`,
  );
}

function checkKeyFile(name: 'sttKeyFile' | 'ttsKeyFile', config: Config, resolution: Resolution): void {
  const file = config[name];
  const rawValue = resolution.rawValue(name);
  if (file === undefined || rawValue === undefined) return;
  try {
    parseApiKey(readSettingText(name, file, rawValue, resolution));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw settingError(name, rawValue, `cannot be used: ${reason}`, { cause: error });
  }
}
