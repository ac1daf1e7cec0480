import type { Config } from '../config/config.ts';
import type { Account, DriverName } from './account.ts';
import { CommandAccount } from './command/command-account.ts';
import { AccountError } from './errors.ts';
import { adviceFor } from './probe-advice.ts';
import { pipeAccount, qmClientAccount } from './qmclient/qmclient-account.ts';
import { encodeRequest } from './qmclient/request-encoder.ts';
import { connectTcp } from './qmclient/tcp.ts';

/** A way to QM, tried. */
export type ProbeResult =
  | { readonly driver: DriverName; readonly works: true; readonly text: string }
  | { readonly driver: DriverName; readonly works: false; readonly text: string; readonly advice: string };

export type ProbeSettings = Pick<
  Config,
  'qmAccount' | 'qmHost' | 'qmPort' | 'qmUsername' | 'qmPassword' | 'timeoutMs'
>;

/** How long one way may take: QM refuses a login after 3 s, a missing seat after 2. */
const PATIENCE_MS = 15_000;
const CONNECT_MS = 3_000;

/**
 * Tries each way to QM in turn, best first: pipe, TCP, command. Never rejects; no text holds a credential.
 *
 * @param program QM's program, configured or found; undefined where it is nowhere
 */
export async function* probeAccount(
  settings: ProbeSettings,
  program: string | undefined,
): AsyncGenerator<ProbeResult> {
  const options = {
    account: settings.qmAccount,
    sessions: 1,
    timeoutMs: PATIENCE_MS,
    holdsListenerLock: false,
  };
  yield program === undefined ? nowhere('pipe') : await tried(pipeAccount(program, options), settings);
  yield await tcp(settings, options);
  yield program === undefined
    ? nowhere('command')
    : await tried(new CommandAccount(program, options), settings);
}

async function tcp(
  settings: ProbeSettings,
  options: { readonly account: string; readonly sessions: number; readonly timeoutMs: number },
): Promise<ProbeResult> {
  const { qmHost: host = '127.0.0.1', qmPort: port, qmUsername: username, qmPassword: password } = settings;
  if (username !== undefined && password !== undefined) {
    const credentials = { username, password: () => password };
    return tried(qmClientAccount({ host, port }, credentials, options), settings);
  }
  try {
    const transport = await connectTcp({ host, port }, CONNECT_MS);
    // Leaving without a word can leave a process of QM's running on (QMClient spec §0 H10).
    transport.write(encodeRequest('tcp', { function: 'quit' }));
    await new Promise<void>((resolve) => transport.onClose(() => resolve()));
  } catch (error) {
    return refused('qmclient', error, settings);
  }
  const lacking = [
    ...(username === undefined ? ['a user (QM_USERNAME)'] : []),
    ...(password === undefined ? ['a password (QM_PASSWORD_FILE, or QM_PASSWORD)'] : []),
  ].join(' and ');
  return {
    driver: 'qmclient',
    works: false,
    text: `QM answers on ${host}:${port}, but there are no credentials`,
    advice: `set ${lacking}`,
  };
}

async function tried(account: Account, settings: ProbeSettings): Promise<ProbeResult> {
  const { driver } = account;
  try {
    const { output } = await account.execute('WHO', { timeoutMs: PATIENCE_MS });
    return { driver, works: true, text: `answers as QM user ${output.trim()}` };
  } catch (error) {
    return refused(driver, error, settings);
  } finally {
    await account.close();
  }
}

function refused(driver: DriverName, cause: unknown, settings: ProbeSettings): ProbeResult {
  const error = cause instanceof AccountError ? cause : new AccountError('UNAVAILABLE', String(cause));
  return { driver, works: false, text: error.message, advice: adviceFor(driver, error, settings) };
}

function nowhere(driver: DriverName): ProbeResult {
  const text = 'the qm program is neither in PATH nor in its usual folders';
  return { driver, works: false, text, advice: 'set QM_BIN to it, if QM is installed on this machine' };
}
