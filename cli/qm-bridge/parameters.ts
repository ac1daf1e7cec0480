import type { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../../listener/config/settings.ts';
import { CliFailure } from '../terminal.ts';

/**
 * The parameters of a phantom. Home and account are none, because they are determined by where its programs are
 * installed.
 */
const PARAMETERS: ReadonlyMap<string, SettingName> = new Map(
  SETTING_NAMES.filter(
    (name) => flagOf(name) !== undefined && name !== 'home' && name !== 'qmAccount',
  ).flatMap((name) => {
    const byFlag = (flagOf(name) ?? '').slice(2).replaceAll('-', '.').toUpperCase();
    const { qmconfig = byFlag } = SETTINGS[name];
    return [byFlag, qmconfig].map((key): [string, SettingName] => [key, name]);
  }),
);

/** The parameter with which CHECK.WEBSOCKET.LISTENER repeats the flags of the last run. */
const AS_BEFORE = 'AS.BEFORE';

/**
 * Sets the flags that correspond to the parameters after WEBSOCKET.LISTENER, such as `DEBUG` and `PORT=8769`.
 *
 * @returns `debug`: whether DEBUG is among them, which is not a flag because it only lasts until the next restart;
 *   `asBefore`: whether the listener repeats the flags of its last run
 * @throws CliFailure for an unknown parameter
 */
export function applyParameters(
  command: Command,
  args: readonly string[],
): { readonly debug: boolean; readonly asBefore: boolean } {
  let [debug, asBefore] = [false, false];
  for (const arg of args) {
    if (arg.toUpperCase() === AS_BEFORE) {
      asBefore = true;
      continue;
    }
    if (arg.toUpperCase() === 'DEBUG') {
      debug = true;
      continue;
    }
    const [, key = '', value = ''] = /^([^=]+)=(.+)$/.exec(arg) ?? [];
    const name = PARAMETERS.get(key.toUpperCase());
    if (name === undefined) {
      throw new CliFailure(
        `${arg} is not a parameter of WEBSOCKET.LISTENER: use DEBUG, and settings as PORT=8769 or LOG.LEVEL=warn ("hal-listener config" lists them)`,
        EXIT.usage,
      );
    }
    command.setOptionValue(name, value);
  }
  return { debug, asBefore };
}
