import type { OpenStoreConnection, StoreCommand, StoreConnection, StoreReply } from '../store-connection.ts';
import { refusedBy, StoreError } from '../store-error.ts';

/** A session store in memory whose faults a test sets; it speaks no network. */
export class FakeStoreServer {
  /** Every command, as received. */
  readonly commands: StoreCommand[] = [];
  attempts = 0;
  /** Why connections are refused. */
  refusal: string | undefined;
  /** Attempts to connect stay without a result. */
  neverOpens = false;
  /** Commands stay without a reply. */
  isSilent = false;
  /** Overrides the replies; a StoreError that it throws is an error reply. */
  reply: ((command: StoreCommand) => StoreReply) | undefined;
  readonly #connections = new Map<StoreConnection, (reason: string) => void>();

  readonly open: OpenStoreConnection = async (signal, onClosed) => {
    this.attempts += 1;
    if (this.neverOpens) {
      await new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    }
    if (this.refusal !== undefined) throw new Error(this.refusal);
    const rejections = new Set<(error: StoreError) => void>();
    const connection: StoreConnection = {
      send: (command) => {
        this.commands.push(command);
        return new Promise<StoreReply>((resolve, reject) => {
          if (this.isSilent) rejections.add(reject);
          else resolve(this.#answer(command));
        });
      },
      destroy: () => {
        this.#connections.delete(connection);
        for (const reject of rejections) reject(new StoreError('unavailable', 'the connection was closed'));
      },
    };
    this.#connections.set(connection, onClosed);
    return connection;
  };

  get openConnections(): number {
    return this.#connections.size;
  }

  closeConnections(reason: string): void {
    for (const onClosed of [...this.#connections.values()]) onClosed(reason);
  }

  /** An error reply. @param text as the store sends it, without the leading `-` */
  error(text: string): StoreError {
    return refusedBy(text);
  }

  #answer(command: StoreCommand): StoreReply {
    return this.reply === undefined ? command.join(' ') : this.reply(command);
  }
}
