/** Why the control channel gave no answer. */
export type ControlErrorKind =
  /** Nothing is at that address any more. */
  | 'unreachable'
  /** Something is there, and this user may not connect. */
  | 'forbidden'
  /** Connected, or asked, and no answer came in time. */
  | 'no-answer'
  /** Another version of the control channel. */
  | 'version'
  /** The listener does not admit us: we do not hold its key. */
  | 'not-admitted'
  /** What answers is not the listener it should be, or does not hold the key. */
  | 'impostor'
  /** It sent something that is not part of the protocol. */
  | 'garbled'
  /** The connection ended with requests open. */
  | 'closed'
  /** The listener refused the request; `code` says why. */
  | 'refused';

export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly kind: ControlErrorKind;
  /** The listener's own code, where it refused. */
  readonly code: string | undefined;

  constructor(kind: ControlErrorKind, message: string, code?: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}
