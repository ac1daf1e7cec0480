/** Why a command of the session store has no reply that can be used. */
export type StoreErrorKind =
  /** There is no connection. */
  | 'unavailable'
  /** No reply in time; whether the command was run is not known. */
  | 'timeout'
  /** Too many commands wait already. */
  | 'busy'
  /** The store replied with an error. */
  | 'refused';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;
  /** The first word of the store's error, as `OOM` or `WRONGTYPE`; undefined unless refused. */
  readonly code: string | undefined;

  constructor(kind: StoreErrorKind, message: string, code?: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}

/** Errors that say that this server cannot serve: another one may, or this one later. */
const UNUSABLE: Readonly<Record<string, string>> = {
  LOADING: 'it is loading its data',
  MASTERDOWN: 'it is a replica without its primary',
  READONLY: 'it is a replica, which takes no writes',
  CLUSTERDOWN: 'its cluster is down',
  MOVED: 'it is a cluster, which is not supported',
  BUSY: 'it runs a long script',
  NOAUTH: 'it requires a password: set SESSION_STORE_PASSWORD_FILE',
  WRONGPASS: 'it refuses the user name or password',
};

/** Errors that say that reads work and writes do not. */
const WRITES_REFUSED: Readonly<Record<string, string>> = {
  OOM: 'its memory is full',
  MISCONF: 'it cannot save to its disk',
  NOREPLICAS: 'it has too few replicas',
  NOPERM: 'its user may not write keys that begin with hal:',
};

/** What an error of the store says about the whole store; undefined if it is about one command alone. */
export function assessError(
  error: StoreError,
): { readonly state: 'down' | 'read-only'; readonly reason: string } | undefined {
  const { code = '' } = error;
  const [unusable, refused] = [UNUSABLE[code], WRITES_REFUSED[code]];
  if (unusable !== undefined) return { state: 'down', reason: `${unusable} (${code})` };
  return refused === undefined ? undefined : { state: 'read-only', reason: `${refused} (${code})` };
}

/** An error reply as the store wrote it. The code of an error within a script stands in the middle of the text. */
export function refusedBy(message: string): StoreError {
  const text = message.slice(0, MAX_MESSAGE_LENGTH);
  const words = text.split(/[^A-Z]+/).filter((word) => word !== '');
  const known = words.find((word) => Object.hasOwn(UNUSABLE, word) || Object.hasOwn(WRITES_REFUSED, word));
  const [first] = words;
  return new StoreError('refused', text, first === 'ERR' ? (known ?? first) : first);
}

const MAX_MESSAGE_LENGTH = 300;
