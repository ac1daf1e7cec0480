import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { readTextFile } from '../../../lib/read-file.ts';
import type { Config } from '../../../listener/config/config.ts';
import {
  describeStore,
  parseStoreAddress,
  type StoreAddress,
} from '../../../listener/config/store-address.ts';
import { isForeignKeyAnnounced } from '../../../listener/store/key-announcement.ts';
import { parseKeyFile } from '../../../listener/store/key-ring.ts';
import { STORE_PREFIX } from '../../../listener/store/open-store.ts';
import { StoredSessions } from '../../../listener/store/sessions/remote-sessions.ts';
import { type StoreConnection, storeOpener } from '../../../listener/store/store-connection.ts';
import { assessError, StoreError } from '../../../listener/store/store-error.ts';
import { runScript } from '../../../listener/store/store-script.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';

const UNREACHABLE: Problem = {
  severity: 'warning',
  symptom: 'The session store does not answer, so each listener has its sessions to itself',
  advice:
    'Start Valkey or Redis; `hal-listener config` shows the address as `sessionStore`. Questions are answered meanwhile, and sessions are shared once it answers.',
};
const CERTIFICATE: Problem = {
  severity: 'warning',
  symptom: 'The session store cannot be reached over TLS',
  advice:
    'Name the authority that signed its certificate, or the certificate itself: `hal-listener config set sessionStoreCaFile FILE`. A store without TLS has an address with `valkey://`.',
};
const LOGIN: Problem = {
  severity: 'warning',
  symptom: 'The session store refuses the login',
  advice:
    'Put its password into a file, and name that: `hal-listener config set sessionStorePasswordFile FILE`, and the user with `sessionStoreUsername` if it has one.',
};
const READ_ONLY: Problem = {
  severity: 'warning',
  symptom: 'The session store takes no writes',
  advice:
    'Give it memory or disk, name the primary instead of a replica, or let its user write keys that begin with `hal:` (SECURITY.md lists the rights).',
};
const OTHER_KEY: Problem = {
  severity: 'warning',
  symptom: 'Another listener encrypts sessions with a key that this one does not have',
  advice:
    'Give every listener the same file; `hal-listener config` shows it as `sessionStoreKeyFile`. Then `hal-listener restart`.',
};

const OPEN_KEY: Problem = {
  severity: 'problem',
  symptom: 'Other users of this machine can read the key that encrypts sessions in the session store',
  advice:
    'Close the file to them (`chmod 600` with its name), and replace the key if somebody may have read it (SECURITY.md says how).',
};

const TIMEOUT_MS = 5_000;

/** Whether sessions can be shared with other listeners. */
export const sessionStoreCheck: Check = {
  id: 'session-store',
  title: 'Session store',
  problems: [OPEN_KEY, UNREACHABLE, CERTIFICATE, LOGIN, READ_ONLY, OTHER_KEY],
  async run({ config }) {
    const { sessionStore, sessionStoreKeyFile } = config;
    const address = sessionStore === undefined ? undefined : parseStoreAddress(sessionStore);
    if (sessionStore === undefined || address === undefined)
      return [ok('none is set, so sessions stay in this listener')];
    if (sessionStoreKeyFile === undefined) return [unknown('not checked, as no key file is set')];
    return [
      ...openKey(sessionStoreKeyFile),
      await tryStore(config, address, sessionStore, sessionStoreKeyFile),
    ];
  },
};

/** A group may read the file, as that of a service's user. Windows has no such mode. */
function openKey(file: string): readonly Finding[] {
  if (process.platform === 'win32') return [];
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o007) === 0 ? [] : [found(OPEN_KEY, `${file} has the mode 0${(mode & 0o777).toString(8)}`)];
}

async function tryStore(
  config: Config,
  address: StoreAddress,
  sessionStore: string,
  keyFile: string,
): Promise<Finding> {
  const open = storeOpener({
    address: sessionStore,
    username: config.sessionStoreUsername,
    passwordFile: config.sessionStorePasswordFile,
    caFile: config.sessionStoreCaFile,
  });
  const name = describeStore(address);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let connection: StoreConnection | undefined;
  try {
    connection = await open(signal, () => undefined);
    signal.addEventListener('abort', () => connection?.destroy(), { once: true });
    const keys = parseKeyFile(await readTextFile(keyFile));
    await writeSession(connection);
    const send = connection.send;
    if (await isForeignKeyAnnounced(send, keys)) return found(OTHER_KEY);
    return ok(`${name} takes sessions${address.tls ? ', over TLS' : ''}`);
  } catch (error) {
    if (signal.aborted) return found(UNREACHABLE, `${name}: no answer within ${TIMEOUT_MS / 1_000} s`);
    return findingOf(error, name);
  } finally {
    connection?.destroy();
  }
}

/** Does what a listener does, with a session that nobody has. @throws StoreError */
async function writeSession(connection: StoreConnection): Promise<void> {
  const sessions = new StoredSessions(
    {
      runScript: (script, keys, args) => runScript(connection.send, script, keys, args),
    },
    STORE_PREFIX,
  );
  const sessionId = `diagnose ${randomBytes(9).toString('hex')}`;
  const write = { expected: '', value: Buffer.from('diagnose'), ttlMs: 1, epoch: 0 };
  await sessions.write(sessionId, write, TIMEOUT_MS);
  await sessions.claim(sessionId, 0, 1, TIMEOUT_MS);
}

function findingOf(error: unknown, name: string): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof StoreError) || error.kind !== 'refused') {
    const problem = /certificate|TLS/.test(reason) ? CERTIFICATE : UNREACHABLE;
    return found(problem, `${name}: ${reason}`);
  }
  const judged = assessError(error);
  const text = `${name}: ${judged?.reason ?? reason}`;
  if (error.code === 'NOAUTH' || error.code === 'WRONGPASS') return found(LOGIN, text);
  return found(READ_ONLY, text);
}
