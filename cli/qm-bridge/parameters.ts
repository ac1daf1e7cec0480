import type { Command } from 'commander';
import { EXIT } from '../../contract/exit-codes.ts';
import type { SettingName } from '../../listener/config/config.ts';
import { flagOf, SETTING_NAMES, SETTINGS } from '../../listener/config/settings.ts';
import { CliFailure } from '../terminal.ts';

/** What a phantom may be told: home and account are where its programs stand. */
const PARAMETERS: ReadonlyMap<string, SettingName> = new Map(
  SETTING_NAMES.filter(
    (name) => flagOf(name) !== undefined && name !== 'home' && name !== 'qmAccount',
  ).flatMap((name) => {
    const byFlag = (flagOf(name) ?? '').slice(2).replaceAll('-', '.').toUpperCase();
    const { qmconfig = byFlag } = SETTINGS[name];
    return [byFlag, qmconfig].map((word): [string, SettingName] => [word, name]);
  }),
);

/** The word by which CHECK.WEBSOCKET.LISTENER has a listener go on as it ran last. */
const AS_BEFORE = 'AS.BEFORE';

/**
 * The words behind WEBSOCKET.LISTENER, as `DEBUG` and `PORT=8769`, become the flags they stand for.
 *
 * @returns whether DEBUG is among them: no flag, since it lasts until the next restart only; and whether the listener
 *   goes on as it ran last
 * @throws CliFailure for a word that is none
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
        `${word} is no parameter of WEBSOCKET.LISTENER: allowed are DEBUG, and settings as PORT=8769 or LOG.LEVEL=warn ("hal-listener config" lists them)`,
        EXIT.usage,
      );
    }
    command.setOptionValue(name, value);
  }
  return { debug, asBefore };
}
