/** What was wrong with bytes from the server; the session turns it into an AccountError. */
export type WireFault =
  /** A length outside 10 … the cap. */
  | 'length'
  /** A server_error outside 0 … 5. */
  | 'server-error'
  /** Plain text where an answer should begin: a child's stderr on the socket (docs/qmclient.md §0 H5), or another server. */
  | 'text'
  /** The text by which QM says that it is not running. */
  | 'not-started'
  /** The bytes ended inside an answer. */
  | 'ended'
  /** A body that is not what its function answers. */
  | 'body';

/** The only error the wire's decoders throw. */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly fault: WireFault;

  constructor(fault: WireFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
