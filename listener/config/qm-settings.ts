import { Derived, type SettingTable } from './setting.ts';
import {
  choice,
  host,
  integer,
  milliseconds,
  namedSwitches,
  optional,
  path,
  program,
  secret,
  text,
} from './setting-types.ts';

/** How the listener reaches and queries its account. */
export const QM_SETTINGS: SettingTable<
  | 'driver'
  | 'qmProgram'
  | 'qmHost'
  | 'qmPort'
  | 'qmAccount'
  | 'qmUsername'
  | 'qmPassword'
  | 'qmPasswordFile'
  | 'qmSessions'
  | 'qmSessionsTotal'
  | 'qmWaiting'
  | 'timeoutMs'
  | 'halQuery'
  | 'qmEncoding'
  | 'scaledAmounts'
> = {
  driver: {
    description: 'how QM is reached',
    kind: choice(['embedded', 'qmclient', 'pipe', 'command']),
    default: new Derived(
      'qmclient if a QM host is set, pipe if a QM program is set, else embedded',
      (_, value) => {
        if (value('qmHost') !== undefined) return 'qmclient';
        return value('qmProgram') === undefined ? 'embedded' : 'pipe';
      },
    ),
    env: 'QM_DRIVER',
    qmconfig: 'QM.DRIVER',
    flag: true,
  },
  qmProgram: {
    description: 'the qm program, for the pipe and command drivers',
    kind: optional(program),
    default: undefined,
    env: 'QM_BIN',
    qmconfig: 'QM.BIN',
    flag: true,
  },
  qmHost: {
    description: 'host of the QM server, for the qmclient driver',
    kind: optional(host),
    default: undefined,
    env: 'QM_HOST',
    qmconfig: 'QM.HOST',
    flag: true,
  },
  qmPort: {
    description: 'port of the QM server',
    kind: integer(1, 65_535, 'a port', 'port'),
    default: 4243,
    env: 'QM_PORT',
    qmconfig: 'QM.PORT',
    flag: true,
  },
  qmAccount: {
    description: 'QM account that holds the data',
    kind: text('an account name', 63),
    default: 'HAL',
    env: 'QM_ACCOUNT',
    qmconfig: 'QM.ACCOUNT',
    flag: true,
  },
  qmUsername: {
    description: 'user name of the QM login',
    kind: optional(text('a user name', 255)),
    default: undefined,
    env: 'QM_USERNAME',
    flag: true,
  },
  qmPassword: {
    description: 'password of the QM login',
    kind: secret(1024),
    default: undefined,
    env: 'QM_PASSWORD',
    emptyMeans: 'no password',
    flag: false,
    secret: true,
  },
  qmPasswordFile: {
    description: 'file that holds the password of the QM login',
    kind: optional(path('a path')),
    default: undefined,
    env: 'QM_PASSWORD_FILE',
    emptyMeans: 'no password',
    flag: true,
  },
  qmSessions: {
    description: 'QM sessions, each a licence seat, at most',
    kind: integer(1, 1000),
    default: 2,
    env: 'QM_SESSIONS',
    qmconfig: 'QM.SESSIONS',
    flag: true,
  },
  qmSessionsTotal: {
    description: 'QM sessions of all listeners that share sessionStore, at most; 0: not counted',
    kind: integer(0, 1000),
    default: 0,
    env: 'QM_SESSIONS_TOTAL',
    flag: true,
  },
  qmWaiting: {
    description: 'queries that may wait for a QM session',
    kind: integer(0, 100_000),
    default: 200,
    env: 'QM_WAITING',
    flag: true,
  },
  timeoutMs: {
    description: 'milliseconds a statement may take in QM',
    kind: milliseconds(100, 3_600_000),
    default: 30_000,
    env: 'WEBSOCKET_TIMEOUT',
    qmconfig: 'WEBSOCKET.TIMEOUT',
    flag: true,
  },
  halQuery: {
    description: 'when the HAL.QUERY subroutine is asked, if it is catalogued',
    kind: choice(['first', 'last', 'off']),
    default: 'first',
    env: 'HAL_QUERY',
    flag: true,
  },
  qmEncoding: {
    description: 'what letters beyond ASCII are stored as in the account; auto: as its texts show',
    kind: choice(['auto', 'utf-8', 'latin-1']),
    default: 'auto',
    env: 'QM_ENCODING',
    qmconfig: 'QM.ENCODING',
    flag: true,
  },
  scaledAmounts: {
    description: 'files whose amounts are stored times 100, in addition to what dictionaries say',
    kind: namedSwitches,
    default: {},
    flag: false,
  },
};
