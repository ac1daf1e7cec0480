import type { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../../listener/config/settings.ts';
import { CliFailure } from '../terminal.ts';

/** The parameters of a phantom; home and account follow from where its programs are. */
const PARAMETERS: ReadonlyMap<string, SettingName> = new Map(
  SETTING_NAMES.filter(
    (name) => flagOf(name) !== undefined && name !== 'home' && name !== 'qmAccount',
  ).flatMap((name) => {
    const byFlag = (flagOf(name) ?? '').slice(2).replaceAll('-', '.').toUpperCase();
    const { qmconfig = byFlag } = SETTINGS[name];
    return [byFlag, qmconfig].map((word): [string, SettingName] => [word, name]);
  }),
);

/** The parameter with which CHECK.WEBSOCKET.LISTENER repeats the flags of the last run. */
const AS_BEFORE = 'AS.BEFORE';

/**
 * The words behind WEBSOCKET.LISTENER, as `DEBUG` and `PORT=8769`, become the flags they stand for.
 *
 * @returns whether DEBUG is among them: no flag, since it lasts until the next restart only; and whether the listener
 *   goes on as it ran last
 * @throws CliFailure for an unknown parameter
 */
export function applyParameters(
  command: Command,
  words: readonly string[],
): { readonly debug: boolean; readonly asBefore: boolean } {
  let [debug, asBefore] = [false, false];
  for (const word of words) {
    if (word.toUpperCase() === AS_BEFORE) {
      asBefore = true;
      continue;
    }
    if (word.toUpperCase() === 'DEBUG') {
      debug = true;
      continue;
    }
    const [, key = '', value = ''] = /^([^=]+)=(.+)$/.exec(word) ?? [];
    const name = PARAMETERS.get(key.toUpperCase());
    if (name === undefined) {
      throw new CliFailure(
        `${word} is not a parameter of WEBSOCKET.LISTENER: use DEBUG, and settings as PORT=8769 or LOG.LEVEL=warn ("hal-listener config" lists them)`,
        EXIT.usage,
      );
    }
    command.setOptionValue(name, value);
  }
  return { debug, asBefore };
}
