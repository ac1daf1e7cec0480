import type { Log } from '../../log/log-line.ts';
import { REPLY_HEADER_BYTES as HEADER_BYTES, SERVER_ERRORS } from './replies.ts';
import { FUNCTION } from './requests.ts';

import type { Transport, TransportKind } from './transport.ts';

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(FUNCTION).map(([name, number]) => [number, name]),
);

/**
 * Wraps a transport and logs each packet's function or outcome and its size at debug level. The contents of a packet are
 * never logged: a login contains a password, a statement names.
 */
export function tracedTransport<K extends TransportKind>(transport: Transport<K>, log: Log): Transport<K> {
  /** The reply's header as far as it has arrived; undefined once it is logged. */
  let head: Buffer | undefined;
  return {
    kind: transport.kind,
    write: (bytes) => {
      if (log.debugging) {
        const { function: name, length } = requestHeader(bytes);
        log.debug('to QM', { function: name, bytes: length });
      }
      head = Buffer.alloc(0);
      transport.write(bytes);
    },
    onData: (listener) =>
      transport.onData((chunk) => {
        if (head !== undefined)
          head = traceReply(Buffer.concat([head, chunk.subarray(0, HEADER_BYTES)]), log);
        listener(chunk);
      }),
    onClose: (listener) => transport.onClose(listener),
    destroy: () => transport.destroy(),
  };
}

/** Length and function (docs/qmclient.md §1.1). */
function requestHeader(bytes: Uint8Array): { readonly function: string; readonly length: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = bytes.length < 6 ? 0 : view.getInt16(4, true);
  return { function: NAMES.get(number) ?? String(number), length: bytes.length };
}

/**
 * Logs length, outcome and status of a reply (docs/qmclient.md §1.2) once its header is complete.
 *
 * @returns the header while it is incomplete
 */
function traceReply(head: Buffer, log: Log): Buffer | undefined {
  if (head.length < HEADER_BYTES) return head;
  if (log.debugging) {
    const outcome = head.readInt16LE(4);
    log.debug('from QM', {
      outcome: SERVER_ERRORS[outcome] ?? outcome,
      status: head.readInt32LE(6),
      bytes: head.readInt32LE(0),
    });
  }
  return undefined;
}
