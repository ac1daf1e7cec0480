import { fileErrorReason } from '../../lib/file-error.ts';
import { decodeText } from '../../lib/text.ts';
import type { Config, SettingName } from './config.ts';
import { type Given, refusal } from './refusal.ts';
import type { Resolution } from './resolution.ts';
import { SETTINGS } from './settings.ts';

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
  const content = readNamed('qmPasswordFile', file, given, resolution).replace(/\r?\n$/, '');
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

/** What no setting can tell alone. Throws ConfigError. */
export function checkTogether(config: Config, resolution: Resolution): void {
  const extra = resolution.given('extraPorts');
  if (extra !== undefined && config.port !== 0 && config.extraPorts.includes(config.port)) {
    throw refusal('extraPorts', extra, `repeats port ${config.port}: allowed are ports beside it`);
  }
  checkTls('tlsKey', 'tlsCert', config, resolution);
  checkTls('tlsCert', 'tlsKey', config, resolution);
}

function checkTls(
  name: 'tlsKey' | 'tlsCert',
  partner: 'tlsKey' | 'tlsCert',
  config: Config,
  resolution: Resolution,
): void {
  const file = config[name];
  const given = resolution.given(name);
  if (file === undefined || given === undefined) return;
  if (config[partner] === undefined) {
    throw refusal(name, given, `needs its partner: set ${SETTINGS[partner].env ?? partner} too`);
  }
  readNamed(name, file, given, resolution);
}

/** The text of a file that a setting names; refuses the setting where it cannot be read. */
function readNamed(name: SettingName, file: string, given: Given, { outside }: Resolution): string {
  try {
    return decodeText(outside.files.read(file), file);
  } catch (error) {
    throw refusal(name, given, `cannot be read: ${fileErrorReason(error)}`);
  }
}
