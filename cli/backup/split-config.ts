import { FORM_KEY, parseConfigObject } from '../../listener/config/config-file.ts';
import { isSettingName, SETTINGS } from '../../listener/config/settings.ts';

/** config.json in two parts: what may be read, and what only the passphrase opens. */
export interface SplitConfig {
  /** The text without the withheld members. */
  readonly open: string;
  readonly withheld: Readonly<Record<string, unknown>>;
}

/** A member that is no setting may be a secret whose name is misspelled. @throws ConfigError if it is no JSON object */
export function splitConfig(content: string, file: string): SplitConfig {
  const members = Object.entries(parseConfigObject(content, file));
  const isOpen = (name: string): boolean =>
    name === FORM_KEY || (isSettingName(name) && SETTINGS[name].secret !== true);
  const [open, withheld] = [true, false].map((wanted) =>
    Object.fromEntries(members.filter(([name]) => isOpen(name) === wanted)),
  ) as [Record<string, unknown>, Record<string, unknown>];
  return { open: `${JSON.stringify(open, null, 2)}\n`, withheld };
}
