import { defaultAccountDir, defaultHome } from './home.ts';
import { type Kind, onOff, optional } from './kinds.ts';
import { path } from './path-kinds.ts';
import { Derived, type SettingTable } from './setting.ts';

/** On, or not said: off is what it is without a word. */
const saidOrNot: Kind<boolean | undefined> = {
  ...onOff,
  parse: (raw, place) => {
    const parsed = onOff.parse(raw, place);
    return parsed === undefined ? undefined : { value: parsed.value || undefined };
  },
  format: (value) => onOff.format(value === true),
};

/** The folders everything else is found from. */
export const PLACE_SETTINGS: SettingTable<'home' | 'accountDir' | 'example'> = {
  home: {
    description: 'folder of configuration, run/, sessions and keys',
    kind: path('a path'),
    default: new Derived("the machine's folder if it is there and may be used, else the user's", defaultHome),
    env: 'HAL_LISTENER_HOME',
    flag: true,
    file: false,
  },
  accountDir: {
    description: "the HAL account's folder on this machine; QMCONFIG is read there",
    kind: optional(path('a path')),
    default: new Derived(
      "from QM's register of accounts, else C:\\qmsys\\hal on Windows if it is there, else none",
      defaultAccountDir,
    ),
    env: 'QM_ACCOUNT_DIR',
    flag: true,
  },
  example: {
    description: 'let the invented example records answer, also where nobody looks',
    kind: saidOrNot,
    default: undefined,
    env: 'HAL_LISTENER_EXAMPLE',
    flag: true,
  },
};
