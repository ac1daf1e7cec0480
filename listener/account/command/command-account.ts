import type { Account, AccountStatus, Executed, QmLock, QmUser, RequestOptions } from '../account.ts';
import { AccountError, assertSuccess } from '../errors.ts';
import { readListing } from '../listing.ts';
import { LoginBackoff } from '../qmclient/login-backoff.ts';
import { checkedId, parseLocks, parseUsers } from '../qmclient/operations.ts';
import { systemTimers, type Timers } from '../qmclient/timers.ts';
import type { QmText } from '../text.ts';
import { commandLine } from './command-line.ts';
import {
  type CommandEnd,
  greetingLinesOf,
  parseRecord,
  readCommandEnd,
  withoutGreeting,
} from './command-output.ts';

import { startCommand } from './command-process.ts';
import { CommandQueue } from './command-queue.ts';

/** How long running statements may take to finish when the account is closed. */
const CLOSE_GRACE_MS = 5_000;
/** QM takes 2 s to report that it has no seat, or no such account. */
const CHECK_TIMEOUT_MS = 10_000;
/** Errors that concern QM rather than the statement: after one, the connection is checked again. */
const CONNECTION_ERRORS: ReadonlySet<string> = new Set(['UNAVAILABLE', 'LICENCE_LIMIT', 'LOGIN_REFUSED']);

export interface CommandAccountOptions {
  /** The QM account's name, as `HAL`. */
  readonly account: string;
  /** Commands at once at most, each a licence seat while it runs; 2. */
  readonly sessions?: number;
  /** Queries waiting at most; 200. */
  readonly waiting?: number;
  /** Milliseconds a query may wait and run where it does not say; 30 000. */
  readonly timeoutMs?: number;
  readonly timers?: Timers;
}

/**
 * A QM account that starts one `qm` per statement. It works with any QM whose program can be started, is slower than a
 * session, and holds neither a seat nor the listener's lock between statements. Writing, deleting and calling
 * subroutines are NOT_SUPPORTED.
 */
export class CommandAccount implements Account {
  readonly driver = 'command';
  readonly name: string;
  readonly #program: string;
  readonly #platform: NodeJS.Platform;
  readonly #timers: Timers;
  readonly #queue: CommandQueue;
  readonly #loginBackoff: LoginBackoff;
  /** Lines that the account's LOGIN prints before each answer; measured by the check. */
  #greetingLines = 0;
  #checking: Promise<void> | undefined;
  #ready = false;
  #closed = false;
  #onChange: () => void = () => {};

  constructor(program: string, options: CommandAccountOptions, platform: NodeJS.Platform = process.platform) {
    const { sessions: limit = 2, waiting = 200, timeoutMs = 30_000, timers = systemTimers } = options;
    this.name = options.account;
    this.#program = program;
    this.#platform = platform;
    this.#timers = timers;
    this.#queue = new CommandQueue({ limit, waiting, timeoutMs, timers });
    this.#loginBackoff = new LoginBackoff(timers, () => this.#check());
    this.#check();
  }

  async execute(statement: QmText, options?: RequestOptions): Promise<Executed> {
    return readCommandEnd(statement, await this.#run(statement, options), this.#greetingLines);
  }

  call(): Promise<readonly QmText[]> {
    return this.#notSupported('call a subroutine');
  }

  async read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined> {
    const statement = `CT ${fileName(file)} ${quotedId(id)}`;
    const end = await this.#run(statement, options);
    readCommandEnd(statement, end);
    return parseRecord(withoutGreeting(end.output, this.#greetingLines));
  }

  write(): Promise<void> {
    return this.#notSupported('write a record');
  }

  delete(): Promise<void> {
    return this.#notSupported('delete a record');
  }

  async select(file: string, options?: RequestOptions): Promise<readonly QmText[]> {
    const listed = await this.execute(`LIST ${fileName(file)} CSV`, options);
    assertSuccess(listed, `LIST ${file}`);
    return readListing(listed.output).records.map(([id = '']) => id);
  }

  async users(options?: RequestOptions): Promise<readonly QmUser[]> {
    return parseUsers((await this.execute('LISTU', options)).output);
  }

  async locks(options?: RequestOptions): Promise<readonly QmLock[]> {
    return parseLocks((await this.execute('LIST.READU', options)).output);
  }

  status(): AccountStatus {
    const { seats } = this.#queue;
    const reason = this.#closed ? 'the account is closed' : this.#loginBackoff.lastError?.message;
    if (this.#ready && !this.#closed) return { state: 'ready', seats };
    return reason === undefined ? { state: 'connecting', seats } : { state: 'down', reason, seats };
  }

  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Rejects waiting statements, lets running ones finish for a grace period, then stops them. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#loginBackoff.stop();
    this.#queue.rejectWaiting(new AccountError('UNAVAILABLE', 'the account is closing'));
    const cancel = this.#timers.after(CLOSE_GRACE_MS, () => this.#queue.stopAll());
    await this.#queue.whenIdle();
    cancel();
  }

  async #run(statement: QmText, options?: RequestOptions): Promise<CommandEnd> {
    if (this.#closed) throw new AccountError('UNAVAILABLE', 'the account is closed');
    this.#assertNotDown();
    const line = commandLine(this.name, statement, this.#platform);
    return this.#queue.run(async (onStart) => {
      // The check must finish first: without it the lines that LOGIN prints are unknown.
      if (!this.#ready) await this.#checking;
      this.#assertNotDown();
      const command = startCommand(this.#program, line, this.#timers);
      onStart(command.stop);
      try {
        const end = await command.end;
        readCommandEnd(statement, end);
        return end;
      } catch (error) {
        if (error instanceof AccountError && CONNECTION_ERRORS.has(error.code)) this.#check();
        throw error;
      }
    }, options);
  }

  #assertNotDown(): void {
    const { lastError } = this.#loginBackoff;
    if (!this.#ready && lastError) throw new AccountError(lastError.code, lastError.message);
  }

  /** Runs `WHO`; its result alone decides whether the account is ready or down. */
  #check(): void {
    if (this.#checking || this.#closed) return;
    this.#checking = this.#queue
      .run((onStart) => this.#measureGreeting(onStart), { owner: 'check', timeoutMs: CHECK_TIMEOUT_MS })
      .then(
        (lines) => {
          this.#greetingLines = lines;
          this.#ready = true;
          this.#loginBackoff.onOpened();
          this.#loginBackoff.onAnswered();
        },
        (error: AccountError) => {
          this.#ready = false;
          if (!this.#closed) this.#loginBackoff.onRefused(error);
        },
      )
      .finally(() => {
        this.#checking = undefined;
        this.#onChange();
      });
  }

  async #measureGreeting(onStart: (stop: () => void) => void): Promise<number> {
    const line = commandLine(this.name, 'WHO', this.#platform);
    const command = startCommand(this.#program, line, this.#timers);
    onStart(command.stop);
    return greetingLinesOf(await command.end);
  }

  #notSupported(what: string): Promise<never> {
    const message = `driver command cannot ${what}: use the pipe or the qmclient driver`;
    return Promise.reject(new AccountError('NOT_SUPPORTED', message));
  }
}

/** Checks a name of the form `F` or `DICT F`. @throws AccountError FILE_NOT_FOUND if no file can have that name */
function fileName(file: string): string {
  if (/^(DICT )?[\w.$*,&-]{1,64}$/.test(file)) return file;
  throw new AccountError('FILE_NOT_FOUND', `not a file name: ${JSON.stringify(file)}`);
}

/** @throws AccountError BAD_ID */
function quotedId(id: QmText): QmText {
  const checked = checkedId(id);
  if (!checked.includes('"')) return `"${checked}"`;
  if (!checked.includes("'")) return `'${checked}'`;
  throw new AccountError('BAD_ID', 'a record id holds both kinds of quotes');
}
