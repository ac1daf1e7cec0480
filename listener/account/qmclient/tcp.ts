import { connect, type Socket } from 'node:net';
import { guarded } from '../../../lib/background.ts';
import { AccountError } from '../errors.ts';
import { systemTimers, type Timers } from './timers.ts';
import { ByteStream, type Transport } from './transport.ts';

/** The server's first byte; everything before it is ignored (docs/qmclient.md §1). */
const GREETING = 0x06;
/** A server that sends this much without a greeting is not QM. */
const MAX_PREAMBLE_BYTES = 4096;
/** Silence after which the system's keepalive starts to detect a peer that vanished. */
const KEEPALIVE_MS = 30_000;

export interface TcpAddress {
  readonly host: string;
  /** QMClient's own port is 4243. */
  readonly port: number;
}

/**
 * Connects to QM's client port and waits for its greeting before anything is sent. Rejects with AccountError: UNAVAILABLE
 * if nothing answers within `timeoutMs`, PROTOCOL if the server is not QM.
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

    const fail = (code: 'UNAVAILABLE' | 'PROTOCOL', message: string) => {
      cancelTimer();
      socket.destroy();
      reject(new AccountError(code, message));
    };
    const cancelTimer = timers.after(timeoutMs, () =>
      fail('UNAVAILABLE', `${where} sent no greeting within ${timeoutMs} ms`),
    );
    const awaitGreeting = (chunk: Buffer) => {
      const at = chunk.indexOf(GREETING);
      preamble += at < 0 ? chunk.length : at;
      if (preamble > MAX_PREAMBLE_BYTES) fail('PROTOCOL', `${where} is not QM: no greeting received`);
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
      fail(
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
