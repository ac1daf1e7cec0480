import { createServer, type Socket } from 'node:net';
import { guarded } from '../../../lib/background.ts';
import { AccountError } from '../errors.ts';
import { QmProcess } from './pipe.ts';
import { systemTimers, type Timers } from './timers.ts';
import { ByteStream, type Transport, type TransportEnd } from './transport.ts';

let serial = 0;

/** A pipe name as QM's own Windows client makes it (docs/qmclient.md §4). */
function pipeName(pid: number = process.pid): string {
  serial += 1;
  return `\\\\.\\pipe\\~QMPipe${pid}-${serial}`;
}

/**
 * The pipe transport on Windows: we create a named pipe and start `program` (QM.EXE) with its name, and QM connects to
 * it. Written after QM's own client (docs/qmclient.md §4, §10) and tested with a stand-in program on a Unix socket, not
 * with QM on Windows. Rejects with AccountError UNAVAILABLE if QM does not connect within `timeoutMs`.
 */
export function spawnNamedPipe(
  program: string,
  timeoutMs: number,
  name: string = pipeName(),
  timers: Timers = systemTimers,
): Promise<Transport<'pipe'>> {
  return new Promise((resolve, reject) => {
    const stream = new ByteStream();
    const server = createServer();
    let qm: QmProcess | undefined;
    let connected = false;

    const fail = (message: string) => {
      cancelTimer();
      server.close();
      if (connected) return;
      qm?.end();
      reject(new AccountError('UNAVAILABLE', message));
    };
    const cancelTimer = timers.after(timeoutMs, () =>
      fail(`${program} did not connect to its pipe within ${timeoutMs} ms`),
    );
    const onExit = (end: TransportEnd) => {
      fail(`${program} exited before it connected: ${end.error?.message ?? end.text ?? 'no reason given'}`);
      stream.close(end);
    };

    server.maxConnections = 1;
    const onError = (error: Error) => fail(`cannot create the pipe for ${program}: ${error.message}`);
    server.on('error', guarded('QM pipe', onError));
    const onConnection = (socket: Socket) => {
      connected = true;
      cancelTimer();
      server.close();
      const onData = guarded(
        'QM answer',
        (chunk: Buffer) => stream.push(chunk),
        () => socket.destroy(),
      );
      socket.on('data', onData);
      socket.on('error', () => {});
      // QM closed the pipe. Its process exits next, which ends the transport.
      socket.on(
        'close',
        guarded('QM pipe closed', () => qm?.end()),
      );
      if (qm) resolve(namedPipeTransport(socket, stream, qm));
    };
    server.on('connection', guarded('QM pipe', onConnection));
    server.listen(name, () => {
      qm = new QmProcess(program, ['-Q', '-C', name], ['ignore', 'ignore', 'pipe'], onExit, timers);
    });
  });
}

function namedPipeTransport(socket: Socket, stream: ByteStream, qm: QmProcess): Transport<'pipe'> {
  return {
    kind: 'pipe',
    write: (bytes) => {
      if (socket.writable) socket.write(bytes);
    },
    onData: (listener) => stream.onData(listener),
    onClose: (listener) => stream.onClose(listener),
    destroy: () => {
      socket.end();
      qm.end();
    },
  };
}
