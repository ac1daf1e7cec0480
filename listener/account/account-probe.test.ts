import { expect, it } from 'vitest';
import { adviceFor } from './account-probe.ts';
import { AccountError, type AccountErrorCode } from './errors.ts';

const place = { qmAccount: 'HAL', qmHost: undefined, qmPort: 4243 };

it.each([
  ['UNAVAILABLE', 'ScarletDME has not been started', 'qm -start'],
  ['UNAVAILABLE', '/x/qm cannot be run: spawn /x/qm ENOENT', 'QM_BIN'],
  ['UNAVAILABLE', 'spawn EACCES', 'no permission to run'],
  ['UNAVAILABLE', '127.0.0.1:4243: connect ECONNREFUSED', 'now 127.0.0.1:4243'],
  ['UNAVAILABLE', 'getaddrinfo ENOTFOUND qm', 'set QM_HOST'],
  ['UNAVAILABLE', 'qm:4243 sent no greeting within 3000 ms', 'firewall'],
  ['UNAVAILABLE', '00000257: Error -3018 deleting record in $VBSRVR', 'qmusers'],
  ['LOGIN_REFUSED', 'account HAL: Unable to change to directory HAL', 'no account HAL'],
  ['LOGIN_REFUSED', 'QM refused: Account HAL not in register', 'no account HAL'],
  ['LOGIN_REFUSED', 'Invalid username or password', 'QM_PASSWORD_FILE'],
  ['LOGIN_REFUSED', 'something new', 'QM_ACCOUNT'],
  ['LICENCE_LIMIT', 'no seat', 'NUMUSERS'],
  ['PROTOCOL', 'no greeting received', 'is not QM'],
  ['PROMPTED', 'QM asked for input: NAME?', 'LOGIN'],
  ['BUSY', '', 'use another driver'],
] as const)('%s %j: %s', (code: AccountErrorCode, message, words) => {
  expect(adviceFor('pipe', new AccountError(code, message), place)).toContain(words);
});
