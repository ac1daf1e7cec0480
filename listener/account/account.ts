import type { QmText } from './text.ts';

/**
 * The database behind one interface. Drivers: `qmclient` (TCP), `pipe`, `command`, `embedded`. Every method
 * rejects with `AccountError` and nothing else.
 */
export interface Account {
  readonly driver: DriverName;
  /** The QM account's name, as `HAL`. */
  readonly name: string;
  /** Runs one statement, as typed at QM's prompt. */
  execute(statement: QmText, options?: RequestOptions): Promise<Executed>;
  /** Calls a catalogued subroutine; answers its arguments as they are afterwards. */
  call(subroutine: string, args: readonly QmText[], options?: RequestOptions): Promise<readonly QmText[]>;
  /** One record, fields divided by field marks; undefined where there is none. */
  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined>;
  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void>;
  /** Deletes a record; one that is not there is no error. */
  delete(file: string, id: QmText, options?: RequestOptions): Promise<void>;
  /** All ids of a file, in the file's own order. */
  select(file: string, options?: RequestOptions): Promise<readonly QmText[]>;
  users(options?: RequestOptions): Promise<readonly QmUser[]>;
  locks(options?: RequestOptions): Promise<readonly QmLock[]>;
  /** What this account can do now, without asking it: cheap, for health checks. */
  status(): AccountStatus;
  /** `listener` is called whenever the state that `status` tells, or its reason, may be another. */
  onChange(listener: () => void): void;
  /**
   * Whether it holds so many records in files of its own that reading them takes a while, which is worth beginning
   * before anybody asks; absent where a driver keeps none.
   */
  isLarge?(): Promise<boolean>;
  /** New sessions for old ones, each once it is idle; absent where a driver keeps none. */
  recycle?(): void;
  close(): Promise<void>;
}

export type DriverName = 'embedded' | 'qmclient' | 'pipe' | 'command';

export interface RequestOptions {
  /** Aborted: the request is given up, its answer dropped; it rejects with CANCELLED. */
  readonly signal?: AbortSignal;
  /** Milliseconds until TIMEOUT; the driver's own default without it. */
  readonly timeoutMs?: number;
  /** Whose request it is (a connection's id): a pool serves owners in turn. */
  readonly owner?: string;
}

export interface Executed {
  /** Lines joined by LF, marks as QmText, no LF at the end. */
  readonly output: QmText;
  /** QM's @SYSTEM.RETURN.CODE: records listed or selected, or a negative error number. */
  readonly status: number;
}

export interface AccountStatus {
  readonly state: 'ready' | 'connecting' | 'down';
  /** Why it is not ready, for operators; never a credential. */
  readonly reason?: string;
  /** QM sessions open, and how many there may be; absent where a driver has none. */
  readonly seats?: { readonly used: number; readonly limit: number; readonly waiting: number };
  /** Set where the records are invented, all or some: see embedded/example-mark.ts. */
  readonly example?: true;
  /** Our own QM sessions; absent where none stays open. */
  readonly sessions?: readonly QmSessionStatus[];
}

export interface QmSessionStatus {
  /** `leaving`: given up, but its QM process may still be there. */
  readonly state: 'opening' | 'idle' | 'busy' | 'leaving';
  /** QM's user number, as LISTU shows it; absent until it is known. */
  readonly userNo?: number;
  /** The one kept warm, which holds the listener's lock. */
  readonly keeper: boolean;
}

export interface QmUser {
  readonly userNo: number;
  readonly pid: number;
  readonly parent?: number;
  /** As LISTU prints it, as `23 Nov 05:06`; empty where it is not known. */
  readonly since: string;
  readonly origin: string;
  readonly self: boolean;
}

export interface QmLock {
  readonly userNo: number;
  readonly file: string;
  /** RU, RL, FX, SX or WAIT. */
  readonly type: string;
  readonly id: QmText;
}
