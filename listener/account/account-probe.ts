import type { Config } from '../config/config.ts';
import type { Account, DriverName } from './account.ts';
import { CommandAccount } from './command/command-account.ts';
import { AccountError, type AccountErrorCode } from './errors.ts';
import { pipeAccount, qmClientAccount } from './qmclient/qmclient-account.ts';
import { encodeRequest } from './qmclient/requests.ts';
import { connectTcp } from './qmclient/tcp.ts';

/** The settings that an advice names. */
export interface ProbeTarget {
  readonly qmAccount: string;
  readonly qmHost: string | undefined;
  readonly qmPort: number;
}

/** Advice by the text of an error, the most specific first. */
const ADVICE_BY_MESSAGE: readonly (readonly [RegExp, (target: ProbeTarget) => string])[] = [
  [/has not been started|is not running/, () => 'start QM (as its administrator: qm -start), then try again'],
  [/ENOENT/, () => 'program not found: set QM_BIN to the qm program'],
  [
    /EACCES|EPERM/,
    () => 'this user has no permission to run the qm program: request it, or run as another user',
  ],
  [
    /ECONNREFUSED/,
    ({ qmHost, qmPort }) =>
      `nothing listens there: set QM_HOST and QM_PORT to QM's client port (now ${qmHost ?? '127.0.0.1'}:${qmPort}), or let QM listen`,
  ],
  [/ENOTFOUND|EAI_AGAIN/, () => 'no machine has this name: set QM_HOST'],
  [/sent no greeting|ETIMEDOUT|EHOSTUNREACH/, () => 'check QM_HOST, QM_PORT and the firewall'],
  [/not in register|Unable to change|Invalid account|not a \S+ directory|^account /, unknownAccount],
  [/Invalid username or password/, () => 'check QM_USERNAME and the password in QM_PASSWORD_FILE'],
  [/[Nn]ot registered for/, () => 'QM security is on: register this user in QM'],
  [/password cannot be read/, () => 'check that QM_PASSWORD_FILE can be read'],
  [/-3018|\$IPC/, () => 'this user has no permission to use QM: add it to the group qmusers'],
  [
    /did not connect to its pipe|exited before it connected/,
    () => 'this QM does not support this pipe: use another driver',
  ],
];

const ADVICE_BY_CODE: Partial<Readonly<Record<AccountErrorCode, string>>> = {
  LICENCE_LIMIT:
    'all seats are taken ("hal-listener account users" shows by whom): end a session, or raise NUMUSERS (the licence); if they are not, QM_BIN is another program',
  LOGIN_REFUSED: 'check the user, its password and the account (QM_USERNAME, QM_PASSWORD_FILE, QM_ACCOUNT)',
  PROTOCOL: 'the server is not QM or uses another protocol (an encrypted one): use another driver',
  TIMEOUT: 'QM took too long: check whether it hangs (qm -u)',
  PROMPTED: 'the account’s LOGIN asks for input: let it ask only people at a terminal',
};

/** What to set or do about a driver that does not work. Names settings, never secret values. */
export function adviceFor(driver: DriverName, error: AccountError, target: ProbeTarget): string {
  const adviceByMessage = ADVICE_BY_MESSAGE.find(([words]) => words.test(error.message))?.[1];
  if (adviceByMessage) return adviceByMessage(target);
  return ADVICE_BY_CODE[error.code] ?? `driver ${driver} does not work with this QM: use another driver`;
}

function unknownAccount({ qmAccount }: ProbeTarget): string {
  return `QM has no account ${qmAccount}: set QM_ACCOUNT`;
}

/** The result of trying one driver. */
export type ProbeResult =
  | { readonly driver: DriverName; readonly works: true; readonly text: string }
  | { readonly driver: DriverName; readonly works: false; readonly text: string; readonly advice: string };

export type ProbeSettings = Pick<
  Config,
  'qmAccount' | 'qmHost' | 'qmPort' | 'qmUsername' | 'qmPassword' | 'timeoutMs'
>;

/** How long one driver may take: QM rejects a login after 3 s, and reports a missing seat after 2 s. */
const PROBE_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 3_000;

/**
 * Tries each driver in turn, best first: pipe, TCP, command. Never rejects; no text contains a credential.
 *
 * @param program path of the qm program, configured or found; undefined if there is none
 */
export async function* probeAccount(
  settings: ProbeSettings,
  program: string | undefined,
): AsyncGenerator<ProbeResult> {
  const options = {
    account: settings.qmAccount,
    sessions: 1,
    timeoutMs: PROBE_TIMEOUT_MS,
    holdsListenerLock: false,
  };
  yield program === undefined
    ? programNotFound('pipe')
    : await probeDriver(pipeAccount(program, options), settings);
  yield await probeTcp(settings, options);
  yield program === undefined
    ? programNotFound('command')
    : await probeDriver(new CommandAccount(program, options), settings);
}

async function probeTcp(
  settings: ProbeSettings,
  options: { readonly account: string; readonly sessions: number; readonly timeoutMs: number },
): Promise<ProbeResult> {
  const { qmHost: host = '127.0.0.1', qmPort: port, qmUsername: username, qmPassword: password } = settings;
  if (username !== undefined && password !== undefined) {
    const credentials = { username, password: () => password };
    return probeDriver(qmClientAccount({ host, port }, credentials, options), settings);
  }
  try {
    const transport = await connectTcp({ host, port }, CONNECT_TIMEOUT_MS);
    // Closing without a quit request can leave the QM process running (docs/qmclient.md §0 H10).
    transport.write(encodeRequest('tcp', { function: 'quit' }));
    await new Promise<void>((resolve) => transport.onClose(() => resolve()));
  } catch (error) {
    return probeFailure('qmclient', error, settings);
  }
  const missing = [
    ...(username === undefined ? ['a user (QM_USERNAME)'] : []),
    ...(password === undefined ? ['a password (QM_PASSWORD_FILE, or QM_PASSWORD)'] : []),
  ].join(' and ');
  return {
    driver: 'qmclient',
    works: false,
    text: `QM answers on ${host}:${port}, but there are no credentials`,
    advice: `set ${missing}`,
  };
}

async function probeDriver(account: Account, settings: ProbeSettings): Promise<ProbeResult> {
  const { driver } = account;
  try {
    const { output } = await account.execute('WHO', { timeoutMs: PROBE_TIMEOUT_MS });
    return { driver, works: true, text: `answers as QM user ${output.trim()}` };
  } catch (error) {
    return probeFailure(driver, error, settings);
  } finally {
    await account.close();
  }
}

function probeFailure(driver: DriverName, cause: unknown, settings: ProbeSettings): ProbeResult {
  const error = cause instanceof AccountError ? cause : new AccountError('UNAVAILABLE', String(cause));
  return { driver, works: false, text: error.message, advice: adviceFor(driver, error, settings) };
}

function programNotFound(driver: DriverName): ProbeResult {
  const text = 'the qm program is neither in PATH nor in its usual folders';
  return { driver, works: false, text, advice: 'set QM_BIN to it, if QM is installed on this machine' };
}
