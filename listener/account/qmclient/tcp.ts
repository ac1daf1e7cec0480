import { connect, type Socket } from 'node:net';
import { guarded } from '../../../lib/background.ts';
import { AccountError } from '../errors.ts';
import { systemTimers, type Timers } from './timers.ts';
import { ByteStream, type Transport } from './transport.ts';

/** What the server says first; everything before it is to be ignored (docs/qmclient.md §1). */
const GREETING = 0x06;
/** QM's greeting is its first byte; what sends this much without one is no QM. */
const MAX_PREAMBLE_BYTES = 4096;
/** A peer that vanished without a word is noticed by the system's keepalive, this long into silence. */
const KEEPALIVE_MS = 30_000;

export interface TcpAddress {
  readonly host: string;
  /** QMClient's own port is 4243. */
  readonly port: number;
}

/**
 * Connects to QM's client port and waits for its greeting, sending nothing before it. Rejects with AccountError:
 * UNAVAILABLE where nobody answers in `timeoutMs`, PROTOCOL where something answers that is not QM.
 */
export function connectTcp(
  address: TcpAddress,
  timeoutMs: number,
  timers: Timers = systemTimers,
): Promise<Transport<'tcp'>> {
  const where = `${address.host}:${address.port}`;
  return new Promise((resolve, reject) => {
    const stream = new ByteStream();
    const socket = connect({ host: address.host, port: address.port, noDelay: true });
    socket.setKeepAlive(true, KEEPALIVE_MS);
    let failure: Error | undefined;
    let preamble = 0;

    const refuse = (code: 'UNAVAILABLE' | 'PROTOCOL', message: string) => {
      cancelTimer();
      socket.destroy();
      reject(new AccountError(code, message));
    };
    const cancelTimer = timers.after(timeoutMs, () =>
      refuse('UNAVAILABLE', `${where} sent no greeting within ${timeoutMs} ms`),
    );
    const awaitGreeting = (chunk: Buffer) => {
      const at = chunk.indexOf(GREETING);
      preamble += at < 0 ? chunk.length : at;
      if (preamble > MAX_PREAMBLE_BYTES) refuse('PROTOCOL', `${where} is not QM: no greeting received`);
      if (at < 0) return;
      cancelTimer();
      socket.off('data', onGreeting);
      const take = guarded(
        'QM answer',
        (next: Buffer) => stream.push(next),
        () => socket.destroy(),
      );
      socket.on('data', take);
      if (at + 1 < chunk.length) stream.push(chunk.subarray(at + 1));
      resolve(tcpTransport(socket, stream));
    };
    const onGreeting = guarded('QM greeting', awaitGreeting, () => socket.destroy());

    socket.on('data', onGreeting);
    const onError = (error: Error) => {
      failure = error;
    };
    socket.on('error', guarded('QM connection', onError));
    socket.on('end', () => socket.destroy());
    const onClose = () => {
      refuse(
        'UNAVAILABLE',
        failure ? `${where}: ${failure.message}` : `${where} closed the connection before its greeting`,
      );
      stream.close(failure ? { error: failure } : {});
    };
    socket.on('close', guarded('QM connection closed', onClose));
  });
}

function tcpTransport(socket: Socket, stream: ByteStream): Transport<'tcp'> {
  return {
    kind: 'tcp',
    write: (bytes) => {
      if (!socket.destroyed) socket.write(bytes);
    },
    onData: (listener) => stream.onData(listener),
    onClose: (listener) => stream.onClose(listener),
    destroy: () => {
      socket.destroy();
    },
  };
}
