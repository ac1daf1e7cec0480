import { guarded } from '../../lib/background.ts';
import { readTextFile } from '../../lib/read-file.ts';
import { parseStoreAddress } from '../config/store-address.ts';
import { loadLibrary } from './load-library.ts';
import { parsePassword } from './login-file.ts';
import { refusedBy, StoreError } from './store-error.ts';

/** One connection to the session store, over @redis/client, which is loaded when the first one is opened. */

/** A command and its arguments, as `['SET', key, value]`. */
export type StoreCommand = readonly [string, ...(string | Buffer)[]];

/** Bulk strings are bytes; simple strings, as `OK`, are strings. */
export type StoreReply = null | number | string | Buffer | readonly StoreReply[];

export interface StoreConnection {
  /** Commands are answered in the order sent. @throws StoreError */
  send(command: StoreCommand): Promise<StoreReply>;
  /** Closes at once; commands without a reply are rejected. */
  destroy(): void;
}

/**
 * Opens a connection and logs in.
 *
 * @param signal ends the attempt
 * @param onClosed called once if the connection is lost afterwards
 * @throws Error with the reason
 */
export type OpenStoreConnection = (
  signal: AbortSignal,
  onClosed: (reason: string) => void,
) => Promise<StoreConnection>;

export interface StoreLogin {
  /** As the setting holds it. */
  readonly address: string;
  readonly username: string | undefined;
  readonly passwordFile: string | undefined;
  readonly caFile: string | undefined;
}

/** How connections to a store are opened. Files are read each time, so a new password needs no restart. */
export function storeOpener(login: StoreLogin): OpenStoreConnection {
  return async (signal, onClosed) => {
    const address = parseStoreAddress(login.address);
    if (address === undefined) throw new Error('the address is not one of a session store');
    const password =
      login.passwordFile === undefined ? undefined : parsePassword(await readTextFile(login.passwordFile));
    const ca = login.caFile === undefined ? undefined : await readTextFile(login.caFile);
    const { createLibraryClient } = await loadLibrary();
    const client = createLibraryClient({ address, username: login.username, password, ca });
    let isOpen = false;
    let lastError: unknown;
    const onEnd = guarded('session store connection', (error: unknown) => {
      lastError = error ?? lastError;
      if (!isOpen) return;
      isOpen = false;
      client.destroy();
      onClosed(describeFailure(lastError));
    });
    client.on('error', onEnd);
    client.on('end', onEnd);
    const abort = (): void => client.destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      await client.connect();
      signal.throwIfAborted();
    } catch (error) {
      client.destroy();
      throw toConnectError(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
    isOpen = true;
    return {
      send: async (command) => {
        try {
          return await client.sendCommand<StoreReply>([...command]);
        } catch (error) {
          throw toStoreError(error);
        }
      },
      destroy: () => {
        isOpen = false;
        client.destroy();
      },
    };
  };
}

function toConnectError(error: unknown): Error {
  return isErrorReply(error) ? refusedBy(error.message) : new Error(describeFailure(error), { cause: error });
}

function toStoreError(error: unknown): StoreError {
  if (isErrorReply(error)) return refusedBy(error.message);
  return new StoreError('unavailable', describeFailure(error));
}

/** The library's class of error replies is known by its name, since the library may not be loaded. */
function isErrorReply(error: unknown): error is Error {
  return error instanceof Error && /^(?:ErrorReply|SimpleError|BlobError)$/.test(error.constructor.name);
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  ENOTFOUND: 'its name is unknown',
  EAI_AGAIN: 'its name cannot be resolved now',
  EHOSTUNREACH: 'its machine cannot be reached',
  ENETUNREACH: 'its network cannot be reached',
  ETIMEDOUT: 'no answer in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted: set SESSION_STORE_CA_FILE',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted: set SESSION_STORE_CA_FILE',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted: set SESSION_STORE_CA_FILE',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted: set SESSION_STORE_CA_FILE',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  EPROTO: 'it does not speak TLS there',
};

/** The reason for people, with Node's code. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection was closed';
  const code = codeOf(error);
  if (code === undefined) {
    return error.name === 'Error' && error.message.startsWith('Socket closed')
      ? 'it closed the connection'
      : error.message;
  }
  if (code.startsWith('ERR_SSL')) return `it does not speak TLS there (${code})`;
  const reason = REASONS[code];
  return reason === undefined ? error.message : `${reason} (${code})`;
}

function codeOf(error: Error): string | undefined {
  const [first] = error instanceof AggregateError ? error.errors : [];
  const { code } = (first ?? error) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
