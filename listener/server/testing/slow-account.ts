import type { Account, Executed, RequestOptions } from '../../account/account.ts';
import { AccountError } from '../../account/errors.ts';

/** An account whose statements take as long as a test wants, and fail when it wants. */
export class SlowAccount implements Account {
  readonly driver = 'embedded';
  readonly name = 'TEST';
  /** Statements under way. */
  running = 0;
  /** Statements given up by their client. */
  cancelled = 0;
  ms: number;
  failure: AccountError | undefined;
  down = false;

  constructor(ms = 0) {
    this.ms = ms;
  }

  async execute(statement: string, options: RequestOptions = {}): Promise<Executed> {
    if (this.failure !== undefined) throw this.failure;
    if (statement.startsWith('LIST DICT')) return DICTIONARY;
    this.running += 1;
    try {
      await this.#pause(options.signal);
    } finally {
      this.running -= 1;
    }
    return statement.startsWith('COUNT')
      ? { output: '3 record(s) counted', status: 3 }
      : { output: 'MEDICATION,Medication\nM1,Amoxil\n1 record(s) listed', status: 1 };
  }

  #pause(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, this.ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        this.cancelled += 1;
        reject(new AccountError('CANCELLED', 'cancelled'));
      });
    });
  }

  async call(): Promise<readonly string[]> {
    return [];
  }
  async read(): Promise<undefined> {
    return undefined;
  }
  async write(): Promise<void> {}
  async delete(): Promise<void> {}
  async select(): Promise<readonly string[]> {
    return [];
  }
  async users(): Promise<readonly []> {
    return [];
  }
  async locks(): Promise<readonly []> {
    return [];
  }
  onChange() {}
  status() {
    return this.down ? { state: 'down' as const } : { state: 'ready' as const };
  }
  async close(): Promise<void> {}
}

const DICTIONARY: Executed = {
  output:
    '@ID,TYPE,LOC,CONV,NAME,FORMAT,S/M,ASSOC\n@ID,D,0,,MEDICATION,10L,S,\nMEDICATION_NAME,D,2,,Medication,20L,S,\n2 record(s) listed',
  status: 2,
};
