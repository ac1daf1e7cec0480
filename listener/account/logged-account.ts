import type { TracedStatement } from '../../contract/question-trace.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import type {
  Account,
  AccountStatus,
  DriverName,
  Executed,
  QmLock,
  QmUser,
  RequestOptions,
} from './account.ts';
import { AccountError } from './errors.ts';
import { maskedStatement } from './statement.ts';
import type { StatementTrace } from './statement-trace.ts';
import type { QmText } from './text.ts';

/**
 * Wraps an account and logs each request with its outcome at debug level: statements with their values masked, record
 * operations by file, calls by name. The statements of traced connections go to their trace.
 */
export class LoggedAccount implements Account {
  readonly #account: Account;
  readonly #log: Log;
  readonly #statements: StatementTrace | undefined;

  constructor(account: Account, log: Log, statements?: StatementTrace) {
    this.#account = account;
    this.#log = log;
    this.#statements = statements;
  }

  get driver(): DriverName {
    return this.#account.driver;
  }

  get name(): string {
    return this.#account.name;
  }

  execute(statement: QmText, options?: RequestOptions): Promise<Executed> {
    const details = (executed: Executed) => ({ status: executed.status, bytes: executed.output.length });
    const executing = this.#account.execute(statement, options);
    const owner = options?.owner;
    const result =
      owner !== undefined && this.#statements?.has(owner)
        ? recorded(executing, (outcome) => this.#statements?.onStatement(owner, statement, outcome))
        : executing;
    return this.#log.debugging
      ? this.#trace('statement', maskedStatement(statement), result, details)
      : result;
  }

  call(subroutine: string, args: readonly QmText[], options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#traceByName('call', subroutine, this.#account.call(subroutine, args, options));
  }

  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined> {
    return this.#traceByName('read', file, this.#account.read(file, id, options));
  }

  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void> {
    return this.#traceByName('write', file, this.#account.write(file, id, record, options));
  }

  delete(file: string, id: QmText, options?: RequestOptions): Promise<void> {
    return this.#traceByName('delete', file, this.#account.delete(file, id, options));
  }

  select(file: string, options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#traceByName('select', file, this.#account.select(file, options));
  }

  users(options?: RequestOptions): Promise<readonly QmUser[]> {
    return this.#account.users(options);
  }

  locks(options?: RequestOptions): Promise<readonly QmLock[]> {
    return this.#account.locks(options);
  }

  status(): AccountStatus {
    return this.#account.status();
  }

  onChange(listener: () => void): void {
    this.#account.onChange(listener);
  }

  async isLarge(): Promise<boolean> {
    return (await this.#account.isLarge?.()) ?? false;
  }

  recycle(): void {
    this.#account.recycle?.();
  }

  close(): Promise<void> {
    return this.#account.close();
  }

  #traceByName<T>(what: string, of: string, work: Promise<T>): Promise<T> {
    return this.#log.debugging ? this.#trace(what, of, work, () => ({})) : work;
  }

  async #trace<T>(
    what: string,
    of: string,
    work: Promise<T>,
    details: (result: T) => Readonly<Record<string, number>>,
  ): Promise<T> {
    const since = systemClock.monotonic();
    const ms = () => Math.round(systemClock.monotonic() - since);
    try {
      const result = await work;
      this.#log.debug(`${what} done`, { of, ms: ms(), ...details(result) });
      return result;
    } catch (error) {
      this.#log.debug(`${what} failed`, {
        of,
        ms: ms(),
        code: error instanceof AccountError ? error.code : 'UNEXPECTED',
      });
      throw error;
    }
  }
}

/** The request, which also reports its outcome. */
async function recorded(
  request: Promise<Executed>,
  onOutcome: (outcome: Omit<TracedStatement, 'text'>) => void,
): Promise<Executed> {
  const since = systemClock.monotonic();
  const ms = () => Math.round((systemClock.monotonic() - since) * 10) / 10;
  try {
    const executed = await request;
    onOutcome({ ms: ms(), status: executed.status });
    return executed;
  } catch (error) {
    onOutcome({ ms: ms(), error: error instanceof AccountError ? error.code : 'UNEXPECTED' });
    throw error;
  }
}
