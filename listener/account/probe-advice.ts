import type { DriverName } from './account.ts';
import type { AccountError, AccountErrorCode } from './errors.ts';

/** What the advice may name. */
export interface ProbedPlace {
  readonly qmAccount: string;
  readonly qmHost: string | undefined;
  readonly qmPort: number;
}

/** What an error says by its words, most telling first. */
const BY_WORDS: readonly (readonly [RegExp, (place: ProbedPlace) => string])[] = [
  [/has not been started|is not running/, () => 'start QM (as its administrator: qm -start), then try again'],
  [/ENOENT/, () => 'there is no such program: set QM_BIN to the qm program'],
  [/EACCES|EPERM/, () => 'this user may not run the qm program: ask for the right, or run as another user'],
  [
    /ECONNREFUSED/,
    ({ qmHost, qmPort }) =>
      `nothing listens there: set QM_HOST and QM_PORT to QM's client port (now ${qmHost ?? '127.0.0.1'}:${qmPort}), or let QM listen`,
  ],
  [/ENOTFOUND|EAI_AGAIN/, () => 'no machine has this name: set QM_HOST'],
  [/did not greet|ETIMEDOUT|EHOSTUNREACH/, () => 'check QM_HOST and QM_PORT, and the firewall between'],
  [/not in register|Unable to change|Invalid account|not a \S+ directory|^account /, unknownAccount],
  [/Invalid username or password/, () => 'check QM_USERNAME and the password in QM_PASSWORD_FILE'],
  [/[Nn]ot registered for/, () => 'QM security is on: register this user in QM'],
  [/password cannot be read/, () => 'check that QM_PASSWORD_FILE can be read'],
  [/-3018|\$IPC/, () => 'this user may not use QM: add it to the group qmusers'],
  [
    /did not connect to its pipe|ended before it connected/,
    () => 'this QM does not take this pipe: use another way',
  ],
];

const BY_CODE: Partial<Readonly<Record<AccountErrorCode, string>>> = {
  LICENCE_LIMIT:
    'all seats are taken ("hal-listener account users" shows by whom): end a session, or raise NUMUSERS (the licence); if they are not, QM_BIN is another program',
  LOGIN_REFUSED: 'check the user, its password and the account (QM_USERNAME, QM_PASSWORD_FILE, QM_ACCOUNT)',
  PROTOCOL: 'what answers there is no QM, or speaks another protocol (an encrypted one): use another way',
  TIMEOUT: 'QM took too long: look whether it hangs (qm -u)',
  PROMPTED: 'the account’s LOGIN asks for input: let it ask only people at a terminal',
};

/** What to set or do about a way to QM that does not work. Names settings, never their secret values. */
export function adviceFor(driver: DriverName, error: AccountError, place: ProbedPlace): string {
  const byWords = BY_WORDS.find(([words]) => words.test(error.message))?.[1];
  if (byWords) return byWords(place);
  return BY_CODE[error.code] ?? `driver ${driver} is not for this QM: use another way`;
}

function unknownAccount({ qmAccount }: ProbedPlace): string {
  return `QM has no account ${qmAccount}: set QM_ACCOUNT`;
}
