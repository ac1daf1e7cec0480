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
  /** Calls a catalogued subroutine; resolves to its arguments as they are afterwards. */
  call(subroutine: string, args: readonly QmText[], options?: RequestOptions): Promise<readonly QmText[]>;
  /** One record, its fields separated by field marks; undefined if it does not exist. */
  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined>;
  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void>;
  /** Deletes a record; deleting one that does not exist is no error. */
  delete(file: string, id: QmText, options?: RequestOptions): Promise<void>;
  /** All ids of a file, in the file's own order. */
  select(file: string, options?: RequestOptions): Promise<readonly QmText[]>;
  users(options?: RequestOptions): Promise<readonly QmUser[]>;
  locks(options?: RequestOptions): Promise<readonly QmLock[]>;
  /** The current state from memory, without asking QM: cheap enough for health checks. */
  status(): AccountStatus;
  /** Calls `listener` whenever the state that `status` returns, or its reason, may have changed. */
  onChange(listener: () => void): void;
  /**
   * Whether it keeps so many records in files of its own that reading them takes a while and should begin before the
   * first question; absent if a driver keeps none.
   */
  isLarge?(): Promise<boolean>;
  /** Replaces each session once it is idle; absent if a driver keeps none. */
  recycle?(): void;
  close(): Promise<void>;
}

export type DriverName = 'embedded' | 'qmclient' | 'pipe' | 'command';

export interface RequestOptions {
  /** When aborted, the request is abandoned and its answer dropped; it rejects with CANCELLED. */
  readonly signal?: AbortSignal;
  /** Milliseconds until TIMEOUT; without it the driver's default. */
  readonly timeoutMs?: number;
  /** Who makes the request (a connection's id): a pool serves owners in turn. */
  readonly owner?: string;
}

export interface Executed {
  /** Lines joined by LF, marks as QmText, without LF at the end. */
  readonly output: QmText;
  /** QM's @SYSTEM.RETURN.CODE: records listed or selected, or a negative error number. */
  readonly status: number;
}

export interface AccountStatus {
  readonly state: 'ready' | 'connecting' | 'down';
  /** Why it is not ready, for operators; never a credential. */
  readonly reason?: string;
  /** QM sessions open, and their maximum; absent if a driver has none. */
  readonly seats?: { readonly used: number; readonly limit: number; readonly waiting: number };
  /** Set if some or all records are the invented example: see embedded/example-mark.ts. */
  readonly example?: true;
  /** Our own QM sessions; absent if a driver keeps none open. */
  readonly sessions?: readonly QmSessionStatus[];
}

export interface QmSessionStatus {
  /** `leaving`: abandoned, but its QM process may still run. */
  readonly state: 'opening' | 'idle' | 'busy' | 'leaving';
  /** QM's user number, as LISTU shows it; absent until it is known. */
  readonly userNo?: number;
  /** Whether it is the primary session: always kept open, and holds the listener's lock. The name is part of the JSON. */
  readonly keeper: boolean;
}

export interface QmUser {
  readonly userNo: number;
  readonly pid: number;
  readonly parent?: number;
  /** As LISTU prints it, for example `23 Nov 05:06`; empty if unknown. */
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
