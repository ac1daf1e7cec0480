import { LOG_LEVELS } from '../../contract/log-line.ts';
import { defaultAccountDir, defaultHome, defaultLogDir } from './home.ts';
import { Derived, type SettingTable } from './setting.ts';
import { byteSize, choice, integer, onOff, optional, path, type SettingType } from './setting-types.ts';

/** Logging. */
export const LOG_SETTINGS: SettingTable<'logDir' | 'logLevel' | 'logMaxSize' | 'logKeep' | 'logQuestions'> = {
  logDir: {
    description: 'folder of the log files',
    kind: path('a path'),
    default: new Derived('the account folder if it is known and writable, else home/logs', defaultLogDir),
    env: 'LOG_DIR',
    qmconfig: 'LOG.DIR',
    flag: true,
  },
  logLevel: {
    description: 'minimum level that is logged',
    kind: choice(LOG_LEVELS),
    default: 'info',
    env: 'LOG_LEVEL',
    qmconfig: 'LOG.LEVEL',
    flag: true,
  },
  logMaxSize: {
    description: 'size in bytes at which a log file is rotated',
    kind: byteSize(1024, 1024 ** 3),
    default: 10 * 1024 ** 2,
    env: 'LOG_MAX_SIZE',
    qmconfig: 'LOG.MAX.SIZE',
    flag: true,
  },
  logKeep: {
    description: 'number of rotated log files to keep',
    kind: integer(1, 100),
    default: 8,
    env: 'LOG_KEEP',
    qmconfig: 'LOG.KEEP',
    flag: true,
  },
  logQuestions: {
    description: 'write questions and answers to the logs',
    kind: onOff,
    default: false,
    env: 'LOG_QUESTIONS',
    flag: true,
  },
};

/** On, or unset, which means off. */
const onOrUnset: SettingType<boolean | undefined> = {
  ...onOff,
  parse: (raw, place) => {
    const parsed = onOff.parse(raw, place);
    return parsed === undefined ? undefined : { value: parsed.value || undefined };
  },
  format: (value) => onOff.format(value === true),
};

/** The folders from which everything else is found, that of the backups, and the example data. */
export const PLACE_SETTINGS: SettingTable<'home' | 'accountDir' | 'backupFolder' | 'example'> = {
  home: {
    description: 'folder of configuration, run/, sessions and keys',
    kind: path('a path'),
    default: new Derived("the machine-wide folder if it exists and is usable, else the user's", defaultHome),
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
  backupFolder: {
    description: 'folder in which a backup is saved every day; the last 14 are kept',
    kind: optional(path('a path')),
    default: undefined,
    env: 'BACKUP_FOLDER',
    flag: true,
  },
  example: {
    description: 'serve example data even when started unattended',
    kind: onOrUnset,
    default: undefined,
    env: 'HAL_LISTENER_EXAMPLE',
    flag: true,
  },
};
