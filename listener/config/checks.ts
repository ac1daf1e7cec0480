import { systemClock } from '../../lib/clock.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import type { Config, SettingName } from './config.ts';
import { type Given, refusal } from './refusal.ts';
import type { Resolution } from './resolution.ts';
import { SETTINGS } from './settings.ts';
import { findTlsFault, type TlsPair, termWarning, validityOf } from './tls-pair.ts';

/** Takes qmPassword from qmPasswordFile where that is given. Throws ConfigError where both are. */
export function readPasswordFile(resolution: Resolution): void {
  const file = resolution.value('qmPasswordFile');
  const given = resolution.given('qmPasswordFile');
  if (file === undefined || given === undefined) return;
  const password = resolution.value('qmPassword');
  const both = resolution.given('qmPassword');
  if (password !== undefined && both !== undefined) {
    throw refusal('qmPassword', both, `stands beside qmPasswordFile=${file}: allowed is one of the two`);
  }
  const bytes = readNamed('qmPasswordFile', file, given, resolution);
  const content = textOf(bytes, file, given).replace(/\r?\n$/, '');
  const parsed = SETTINGS.qmPassword.kind.parse(content, { resolve: String });
  if (parsed === undefined) {
    throw refusal(
      'qmPasswordFile',
      given,
      `holds no usable password: allowed is ${SETTINGS.qmPassword.kind.allowed}`,
    );
  }
  resolution.decide('qmPassword', parsed.value, given.source);
}

function textOf(bytes: Buffer, file: string, given: Given): string {
  try {
    return decodeText(bytes, file);
  } catch (error) {
    throw refusal('qmPasswordFile', given, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}

/** What no setting can tell alone. Throws ConfigError. */
export function checkTogether(config: Config, resolution: Resolution): void {
  const extra = resolution.given('extraPorts');
  if (extra !== undefined && config.port !== 0 && config.extraPorts.includes(config.port)) {
    throw refusal('extraPorts', extra, `repeats port ${config.port}: allowed are ports beside it`);
  }
  const key = readTlsFile('tlsKey', 'tlsCert', config, resolution);
  const cert = readTlsFile('tlsCert', 'tlsKey', config, resolution);
  if (key !== undefined && cert !== undefined) checkTlsPair({ key, cert }, resolution);
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
function readNamed(name: SettingName, file: string, given: Given, { outside }: Resolution): Buffer {
  try {
    return Buffer.from(outside.files.read(file));
  } catch (error) {
    throw refusal(name, given, `cannot be read: ${fileErrorReason(error)}`, { cause: error });
  }
}
