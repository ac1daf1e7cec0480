import type { SettingTable } from './setting.ts';
import { optional, path, text } from './setting-types.ts';
import { storeAddress } from './store-address.ts';

/** The store that several listeners share: see docs/scale.md. */
export const STORE_SETTINGS: SettingTable<
  | 'sessionStore'
  | 'sessionStoreKeyFile'
  | 'sessionStoreUsername'
  | 'sessionStorePasswordFile'
  | 'sessionStoreCaFile'
> = {
  sessionStore: {
    description: 'Valkey or Redis server that listeners share for sessions; none: no sharing',
    kind: optional(storeAddress),
    default: undefined,
    env: 'SESSION_STORE',
    flag: true,
  },
  sessionStoreKeyFile: {
    description: 'file of the keys that encrypt what is stored, the same for every listener',
    kind: optional(path('a path')),
    default: undefined,
    env: 'SESSION_STORE_KEY_FILE',
    emptyMeans: 'no encryption',
    flag: true,
  },
  sessionStoreUsername: {
    description: 'user name of the login at the store',
    kind: optional(text('a user name', 255)),
    default: undefined,
    env: 'SESSION_STORE_USERNAME',
    flag: true,
  },
  sessionStorePasswordFile: {
    description: 'file that holds the password of the login at the store',
    kind: optional(path('a path')),
    default: undefined,
    env: 'SESSION_STORE_PASSWORD_FILE',
    emptyMeans: 'no password',
    flag: true,
  },
  sessionStoreCaFile: {
    description: "file of authorities that may sign the store's certificate, PEM; none: Node's",
    kind: optional(path('a path')),
    default: undefined,
    env: 'SESSION_STORE_CA_FILE',
    emptyMeans: 'other certificate authorities',
    flag: true,
  },
};
