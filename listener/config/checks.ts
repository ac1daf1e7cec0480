import { systemClock } from '../../lib/clock.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import { isPrivateEndpoint } from './assist-url.ts';
import type { Config, SettingName } from './config.ts';
import { type RawValue, refusal } from './errors.ts';
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
  const given = resolution.given(fileName);
  if (file === undefined || given === undefined) return;
  const secret = resolution.value(name);
  const both = resolution.given(name);
  if (secret !== undefined && both !== undefined) {
    throw refusal(name, both, `stands beside ${fileName}=${file}: allowed is one of the two`);
  }
  const bytes = readNamed(fileName, file, given, resolution);
  const content = textOf(fileName, bytes, file, given).replace(/\r?\n$/, '');
  const parsed = SETTINGS[name].kind.parse(content, { resolve: String });
  if (parsed === undefined) {
    const what = name === 'qmPassword' ? 'password' : 'key';
    throw refusal(fileName, given, `holds no usable ${what}: allowed is ${SETTINGS[name].kind.allowed}`);
  }
  resolution.decide(name, parsed.value, given.source);
}

function textOf(name: SettingName, bytes: Buffer, file: string, given: RawValue): string {
  try {
    return decodeText(bytes, file);
  } catch (error) {
    throw refusal(name, given, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}

/** What no setting can tell alone. Throws ConfigError. */
export function checkTogether(config: Config, resolution: Resolution): void {
  const extra = resolution.given('extraPorts');
  if (extra !== undefined && config.port !== 0 && config.extraPorts.includes(config.port)) {
    throw refusal('extraPorts', extra, `repeats port ${config.port}: allowed are ports beside it`);
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
  const url = resolution.given('assistUrl');
  if (assistUrl === undefined || url === undefined) return;
  if (assistModel === undefined) {
    throw refusal(
      'assistUrl',
      url,
      `needs its partner: set ${SETTINGS.assistModel.env} too (llama.cpp takes any name)`,
    );
  }
  const time = resolution.given('assistTimeoutMs');
  if (time !== undefined && assistTimeoutMs >= deadlineMs) {
    throw refusal(
      'assistTimeoutMs',
      time,
      `leaves no time for the answer: allowed is less than the deadline of ${deadlineMs} milliseconds`,
    );
  }
  if (!isPrivateEndpoint(assistUrl)) {
    resolution.warnings.push(
      `questions that are not understood leave this network, to ${new URL(assistUrl).host}: they are personal; a model on this machine keeps them here`,
    );
  }
}

function checkTlsPair(pair: TlsPair, resolution: Resolution): void {
  const fault = findTlsFault(pair);
  const given = fault && resolution.given(fault.of);
  if (fault !== undefined && given !== undefined) throw refusal(fault.of, given, fault.problem);
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
  const given = resolution.given(name);
  if (file === undefined || given === undefined) return undefined;
  if (config[partner] === undefined) {
    throw refusal(name, given, `needs its partner: set ${SETTINGS[partner].env ?? partner} too`);
  }
  return readNamed(name, file, given, resolution);
}

/** A file that a setting names; refuses the setting where it cannot be read. */
function readNamed(name: SettingName, file: string, given: RawValue, { outside }: Resolution): Buffer {
  try {
    return Buffer.from(outside.files.read(file));
  } catch (error) {
    throw refusal(name, given, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
