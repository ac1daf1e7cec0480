import type {
  Account,
  AccountStatus,
  DriverName,
  Executed,
  QmLock,
  QmUser,
  RequestOptions,
} from '../account.ts';
import { isReadOnly } from '../statement.ts';
import type { QmText } from '../text.ts';
import * as operations from './operations.ts';
import { parseLocks, parseUsers } from './operations.ts';
import type { PooledSessionStatus } from './pool-session.ts';
import type { SessionPool, Work } from './session-pool.ts';

/** The account interface over a pool of QM sessions, independent of their transport. */
export class PooledAccount implements Account {
  readonly driver: DriverName;
  readonly name: string;
  readonly #pool: SessionPool;

  constructor(driver: DriverName, name: string, pool: SessionPool) {
    this.driver = driver;
    this.name = name;
    this.#pool = pool;
  }

  execute(statement: QmText, options?: RequestOptions): Promise<Executed> {
    const work: Work<Executed> = (send) => operations.execute(send, statement);
    return this.#pool.run(work, { repeatable: isReadOnly(statement), ...options });
  }

  call(subroutine: string, args: readonly QmText[], options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#change((send) => operations.call(send, subroutine, args), options);
  }

  read(file: string, id: QmText, options?: RequestOptions): Promise<QmText | undefined> {
    return this.#read((send) => operations.read(send, file, id), options);
  }

  write(file: string, id: QmText, record: QmText, options?: RequestOptions): Promise<void> {
    return this.#change((send) => operations.write(send, file, id, record), options);
  }

  delete(file: string, id: QmText, options?: RequestOptions): Promise<void> {
    return this.#change((send) => operations.remove(send, file, id), options);
  }

  select(file: string, options?: RequestOptions): Promise<readonly QmText[]> {
    return this.#read((send) => operations.select(send, file), options);
  }

  async users(options?: RequestOptions): Promise<readonly QmUser[]> {
    return parseUsers((await this.execute('LISTU', options)).output);
  }

  async locks(options?: RequestOptions): Promise<readonly QmLock[]> {
    return parseLocks((await this.execute('LIST.READU', options)).output);
  }

  status(): AccountStatus {
    return { ...this.#pool.status(), sessions: this.#pool.sessions() };
  }

  onChange(listener: () => void): void {
    this.#pool.onChange(listener);
  }

  /** Each QM session, for metrics and the panel. */
  sessions(): readonly PooledSessionStatus[] {
    return this.#pool.sessions();
  }

  recycle(): void {
    this.#pool.recycle();
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #read<T>(work: Work<T>, options?: RequestOptions): Promise<T> {
    return this.#pool.run(work, { repeatable: true, ...options });
  }

  #change<T>(work: Work<T>, options?: RequestOptions): Promise<T> {
    return this.#pool.run(work, { repeatable: false, ...options });
  }
}
