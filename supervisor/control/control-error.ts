/** Why a request on the control channel failed. */
export type ControlErrorKind =
  /** Nothing listens at the address. */
  | 'unreachable'
  /** This user may not connect. */
  | 'forbidden'
  /** The handshake or a request timed out. */
  | 'no-answer'
  /** Another version of the control channel. */
  | 'version'
  /** The listener rejected us, because we do not have its key. */
  | 'not-admitted'
  /** Another process answers, or one without the key. */
  | 'impostor'
  /** It sent an invalid frame. */
  | 'garbled'
  /** The connection closed while requests were pending. */
  | 'closed'
  /** The listener rejected the request; `code` says why. */
  | 'refused';

/** A failed request on the control channel. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly kind: ControlErrorKind;
  /** The listener's error code, if it rejected the request. */
  readonly code: string | undefined;

  constructor(kind: ControlErrorKind, message: string, code?: string) {
    super(message);
    this.kind = kind;
    this.code = code;
  }
}
