import { systemClock } from '../../lib/clock.ts';
import type { Config } from './config.ts';
import { checkLeavesTime } from './deadline-check.ts';
import { settingError } from './errors.ts';
import { isPrivateEndpoint } from './outgoing-url.ts';
import type { Resolution } from './resolution.ts';
import { readSettingFile, readSettingText } from './setting-file.ts';
import { SECRET_FILES, SECRETS_WITH_FILE, SETTINGS, type SecretWithFile } from './settings.ts';
import { checkSpeech } from './speech-checks.ts';
import { checkSharedSeats, checkStore } from './store-checks.ts';
import { findTlsFault, type TlsPair, termWarning, validityOf } from './tls-pair.ts';

/** Reads each secret from its file, if one is configured. Throws ConfigError if both secret and file are set. */
export function readSecretFiles(resolution: Resolution): void {
  for (const name of SECRETS_WITH_FILE) readSecretFile(name, resolution);
}

function readSecretFile(name: SecretWithFile, resolution: Resolution): void {
  const fileName = SECRET_FILES[name];
  const file = resolution.value(fileName);
  const rawValue = resolution.rawValue(fileName);
  if (file === undefined || rawValue === undefined) return;
  const secret = resolution.value(name);
  const both = resolution.rawValue(name);
  if (secret !== undefined && both !== undefined) {
    throw settingError(name, both, `conflicts with ${fileName}=${file}: set only one of them`);
  }
  const content = readSettingText(fileName, file, rawValue, resolution).replace(/\r?\n$/, '');
  const parsed = SETTINGS[name].kind.parse(content, { resolve: String });
  if (parsed === undefined) {
    const secretName = name === 'qmPassword' ? 'password' : 'key';
    throw settingError(
      fileName,
      rawValue,
      `contains no valid ${secretName}: allowed is ${SETTINGS[name].kind.allowed}`,
    );
  }
  resolution.decide(name, parsed.value, rawValue.source);
}

/** Checks settings that depend on each other. Throws ConfigError. */
export function checkCombinations(config: Config, resolution: Resolution): void {
  const extra = resolution.rawValue('extraPorts');
  if (extra !== undefined && config.port !== 0 && config.extraPorts.includes(config.port)) {
    throw settingError('extraPorts', extra, `repeats port ${config.port}: allowed are other ports`);
  }
  checkAssist(config, resolution);
  checkSpeech(config, resolution);
  checkStore(config, resolution);
  checkSharedSeats(config, resolution);
  for (const network of config.trustedProxies) {
    if (network.endsWith('/0')) {
      resolution.warnings.push(
        `${SETTINGS.trustedProxies.env} trusts every address (${network}): any client may claim to be another`,
      );
    }
  }
  const key = readTlsFile('tlsKey', 'tlsCert', config, resolution);
  const cert = readTlsFile('tlsCert', 'tlsKey', config, resolution);
  if (key !== undefined && cert !== undefined) checkTlsPair({ key, cert }, resolution);
}

/** Checks that the model can be asked in time, and warns if questions leave the private network. */
function checkAssist(config: Config, resolution: Resolution): void {
  const { assistUrl, assistModel } = config;
  const url = resolution.rawValue('assistUrl');
  if (assistUrl === undefined || url === undefined) return;
  if (assistModel === undefined) {
    throw settingError(
      'assistUrl',
      url,
      `is incomplete: set ${SETTINGS.assistModel.env} too (llama.cpp accepts any name)`,
    );
  }
  checkLeavesTime('assistTimeoutMs', config, resolution);
  if (!isPrivateEndpoint(assistUrl)) {
    resolution.warnings.push(
      `questions that are not understood are sent to ${new URL(assistUrl).host}, outside this network. They are personal: a model on this machine would keep them private`,
    );
  }
}

function checkTlsPair(pair: TlsPair, resolution: Resolution): void {
  const fault = findTlsFault(pair);
  const rawValue = fault && resolution.rawValue(fault.of);
  if (fault !== undefined && rawValue !== undefined) throw settingError(fault.of, rawValue, fault.problem);
  const warning = termWarning(validityOf(pair.cert), systemClock.now());
  if (warning !== undefined) resolution.warnings.push(warning);
}

/** Undefined if TLS is not configured. */
function readTlsFile(
  name: 'tlsKey' | 'tlsCert',
  partner: 'tlsKey' | 'tlsCert',
  config: Config,
  resolution: Resolution,
): Buffer | undefined {
  const file = config[name];
  const rawValue = resolution.rawValue(name);
  if (file === undefined || rawValue === undefined) return undefined;
  if (config[partner] === undefined) {
    throw settingError(name, rawValue, `is incomplete: set ${SETTINGS[partner].env ?? partner} too`);
  }
  return readSettingFile(name, file, rawValue, resolution);
}
