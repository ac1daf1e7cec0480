import type { QmText } from '../text.ts';
import type { TransportKind } from './transport.ts';

/**
 * A request that may travel over a transport of kind `K`. Logging in differs: a name and a password over TCP
 * (24); over the pipe the process's own user (25), which must never be asked for over TCP (spec §0 H1).
 */
export type Request<K extends TransportKind = TransportKind> =
  | CommonRequest
  | (K extends 'tcp' ? LoginRequest : LocalLoginRequest);

export interface LoginRequest {
  readonly function: 'login';
  /** At most 32 bytes each. */
  readonly username: QmText;
  readonly password: QmText;
}

export interface LocalLoginRequest {
  readonly function: 'localLogin';
}

export type CommonRequest =
  | { readonly function: 'quit' | 'getError' | 'endCommand' }
  /** Enters an account: at most 32 bytes, upper-cased by QM. */
  | { readonly function: 'account'; readonly name: QmText }
  /** `F`, `DICT F` or `F,PART`; the answer holds the file number the requests below want. */
  | { readonly function: 'open'; readonly file: QmText }
  | { readonly function: 'close'; readonly fileNo: number }
  /** `readu` takes the update lock, also where there is no record, and never waits for it. */
  | { readonly function: 'read' | 'readu' | 'delete'; readonly fileNo: number; readonly id: QmText }
  | { readonly function: 'release'; readonly fileNo: number; readonly id: QmText }
  | { readonly function: 'write'; readonly fileNo: number; readonly id: QmText; readonly record: QmText }
  /** Fills select list `list` (0 to 10) with every id of the file. */
  | { readonly function: 'select'; readonly fileNo: number; readonly list: number }
  | { readonly function: 'readNext' | 'readList' | 'clearSelect'; readonly list: number }
  /** A catalogued subroutine: 1 to 63 bytes, at most 255 arguments. */
  | { readonly function: 'call'; readonly subroutine: QmText; readonly args: readonly QmText[] }
  | { readonly function: 'execute'; readonly statement: QmText }
  /** The answer to a prompt. */
  | { readonly function: 'respond'; readonly text: QmText };
