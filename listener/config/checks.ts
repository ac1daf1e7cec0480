import { systemClock } from '../../lib/clock.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import { isPrivateEndpoint } from './assist-url.ts';
import type { Config, SettingName } from './config.ts';
import { type RawValue, settingError } from './errors.ts';
import type { Resolution } from './resolution.ts';
import { FILED_SECRETS, type FiledSecret, SECRET_FILES } from './secret-files.ts';
import { SETTINGS } from './settings.ts';
import { findTlsFault, type TlsPair, termWarning, validityOf } from './tls-pair.ts';

/** Takes each secret from its file where one is given. Throws ConfigError where both are. */
export function readSecretFiles(resolution: Resolution): void {
  for (const name of FILED_SECRETS) readSecretFile(name, resolution);
}

function readSecretFile(name: FiledSecret, resolution: Resolution): void {
  const fileName = SECRET_FILES[name];
  const file = resolution.value(fileName);
  const rawValue = resolution.rawValue(fileName);
  if (file === undefined || rawValue === undefined) return;
  const secret = resolution.value(name);
  const both = resolution.rawValue(name);
  if (secret !== undefined && both !== undefined) {
    throw settingError(name, both, `conflicts with ${fileName}=${file}: set only one of them`);
  }
  const bytes = readNamed(fileName, file, rawValue, resolution);
  const content = textOf(fileName, bytes, file, rawValue).replace(/\r?\n$/, '');
  const parsed = SETTINGS[name].kind.parse(content, { resolve: String });
  if (parsed === undefined) {
    const what = name === 'qmPassword' ? 'password' : 'key';
    throw settingError(
      fileName,
      rawValue,
      `contains no valid ${what}: allowed is ${SETTINGS[name].kind.allowed}`,
    );
  }
  resolution.decide(name, parsed.value, rawValue.source);
}

function textOf(name: SettingName, bytes: Buffer, file: string, rawValue: RawValue): string {
  try {
    return decodeText(bytes, file);
  } catch (error) {
    throw settingError(name, rawValue, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}

/** What no setting can tell alone. Throws ConfigError. */
export function checkTogether(config: Config, resolution: Resolution): void {
  const extra = resolution.rawValue('extraPorts');
  if (extra !== undefined && config.port !== 0 && config.extraPorts.includes(config.port)) {
    throw settingError('extraPorts', extra, `repeats port ${config.port}: allowed are ports beside it`);
  }
  checkAssist(config, resolution);
  const key = readTlsFile('tlsKey', 'tlsCert', config, resolution);
  const cert = readTlsFile('tlsCert', 'tlsKey', config, resolution);
  if (key !== undefined && cert !== undefined) checkTlsPair({ key, cert }, resolution);
}

/** A model that cannot be asked, or not in time, helps nobody; where questions go, the operator should know. */
function checkAssist(
  { assistUrl, assistModel, assistTimeoutMs, deadlineMs }: Config,
  resolution: Resolution,
): void {
  const url = resolution.rawValue('assistUrl');
  if (assistUrl === undefined || url === undefined) return;
  if (assistModel === undefined) {
    throw settingError(
      'assistUrl',
      url,
      `is incomplete: set ${SETTINGS.assistModel.env} too (llama.cpp accepts any name)`,
    );
  }
  const time = resolution.rawValue('assistTimeoutMs');
  if (time !== undefined && assistTimeoutMs >= deadlineMs) {
    throw settingError(
      'assistTimeoutMs',
      time,
      `leaves no time for the answer: allowed is less than the deadline of ${deadlineMs} milliseconds`,
    );
  }
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

/** Undefined where TLS is not wanted. */
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
  return readNamed(name, file, rawValue, resolution);
}

/** A file that a setting names; refuses the setting where it cannot be read. */
function readNamed(name: SettingName, file: string, rawValue: RawValue, { machine }: Resolution): Buffer {
  try {
    return Buffer.from(machine.files.read(file));
  } catch (error) {
    throw settingError(name, rawValue, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
