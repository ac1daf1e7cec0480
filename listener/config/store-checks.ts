import { X509Certificate } from 'node:crypto';
import { parseKeyFile } from '../store/key-ring.ts';
import { parsePassword } from '../store/login-file.ts';
import type { Config, SettingName } from './config.ts';
import { settingError } from './errors.ts';
import type { Resolution } from './resolution.ts';
import { readSettingText } from './setting-file.ts';
import { SETTINGS } from './settings.ts';
import { describeStore, isPrivateStore, parseStoreAddress } from './store-address.ts';

/** Checks the files of the session store, and warns if its login is sent through networks of others in clear. */
export function checkStore(config: Config, resolution: Resolution): void {
  const address = config.sessionStore === undefined ? undefined : parseStoreAddress(config.sessionStore);
  const rawValue = resolution.rawValue('sessionStore');
  if (address === undefined || rawValue === undefined) return;
  if (config.sessionStoreKeyFile === undefined) {
    const { env } = SETTINGS.sessionStoreKeyFile;
    throw settingError(
      'sessionStore',
      rawValue,
      `is incomplete: set ${env} too. Make the file with "openssl rand -base64 32", and give every listener the same`,
    );
  }
  checkFile('sessionStoreKeyFile', config, resolution, parseKeyFile);
  checkFile('sessionStorePasswordFile', config, resolution, parsePassword);
  checkFile('sessionStoreCaFile', config, resolution, (text) => {
    if (!address.tls)
      throw new Error('has no effect without TLS: write valkeys:// or rediss:// in sessionStore');
    return new X509Certificate(text);
  });
  if (!address.tls && !isPrivateStore(address)) {
    resolution.warnings.push(
      `the login at the session store is sent unencrypted to ${describeStore(address)}, outside this network: write valkeys:// or rediss:// to use TLS`,
    );
  }
}

/** Seats of all listeners are counted in the store, and only for sessions that stay open. */
export function checkSharedSeats(config: Config, resolution: Resolution): void {
  const rawValue = resolution.rawValue('qmSessionsTotal');
  if (config.qmSessionsTotal === 0 || rawValue === undefined) return;
  if (config.sessionStore === undefined) {
    const { env } = SETTINGS.sessionStore;
    throw settingError(
      'qmSessionsTotal',
      rawValue,
      `is incomplete: set ${env} too, where the seats are counted`,
    );
  }
  if (config.driver === 'command') {
    throw settingError(
      'qmSessionsTotal',
      rawValue,
      'does not work with the driver command, which opens a QM session for each statement: use pipe or qmclient',
    );
  }
}

/** @param parse throws an Error with the reason if the content cannot be used */
function checkFile(
  name: SettingName & ('sessionStoreKeyFile' | 'sessionStorePasswordFile' | 'sessionStoreCaFile'),
  config: Config,
  resolution: Resolution,
  parse: (text: string) => unknown,
): void {
  const file = config[name];
  const rawValue = resolution.rawValue(name);
  if (file === undefined || rawValue === undefined) return;
  const text = readSettingText(name, file, rawValue, resolution);
  try {
    parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw settingError(name, rawValue, `cannot be used: ${reason}`, { cause: error });
  }
}
