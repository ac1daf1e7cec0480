import { guarded } from '../../../lib/background.ts';
import { ByteStream } from './byte-stream.ts';
import { QmProcess } from './qm-process.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { Transport } from './transport.ts';

/** QMClient server, writing to descriptor 1 and reading from 0 (QMClient spec §4). */
const ARGUMENTS = ['-Q', '-C1!0'];

/**
 * Starts `program` (QM's `qm`) as a QMClient server of our own, on its standard input and output. There is no
 * greeting: the first request may go at once. A program that cannot be started is an end with an error.
 */
export function spawnPipe(program: string, timers: Timers = systemTimers): Transport<'pipe'> {
  const stream = new ByteStream();
  const qm = new QmProcess(program, ARGUMENTS, ['pipe', 'pipe', 'pipe'], (end) => stream.close(end), timers);
  const { stdin, stdout } = qm.child;
  // A process that is gone makes writing fail; its end says so through onClose.
  stdin?.on('error', () => {});
  stdout?.on(
    'data',
    guarded(
      'QM answer',
      (chunk: Buffer) => stream.push(chunk),
      () => qm.end(),
    ),
  );
  return {
    kind: 'pipe',
    write: (bytes) => {
      if (stdin?.writable) stdin.write(bytes);
    },
    onData: (listener) => stream.onData(listener),
    onClose: (listener) => stream.onClose(listener),
    destroy: () => {
      // Its output is still read to the end: a QM whose output closes early can leave a dead user slot.
      stdin?.end();
      qm.end();
    },
  };
}
