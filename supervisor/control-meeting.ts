import type { Socket } from 'node:net';
import { FRAME_CAPS, type Hello } from '../contract/control-admission.ts';
import { LineDecoder } from '../contract/line-decoder.ts';
import { runAfter } from '../lib/background.ts';
import { ControlError, type ControlErrorKind } from './control-error.ts';
import { answerHello, type Meeting, readHello, readVerdict } from './control-handshake.ts';

/**
 * Leads a connecting socket through the meeting: resolves once both sides have proven themselves, and hands every
 * line after that to `hear`.
 *
 * @throws ControlError; the socket is then to be destroyed
 */
export function meetListener(
  socket: Socket,
  meeting: Meeting,
  timeoutMs: number,
  hear: (line: string) => void,
): Promise<void> {
  const decoder = new LineDecoder(FRAME_CAPS.fromListener);
  return new Promise((resolve, reject) => {
    const fail = (kind: ControlErrorKind, message: string, cause?: unknown): void => {
      clearTimeout(timer);
      reject(cause instanceof ControlError ? cause : new ControlError(kind, message));
    };
    const timer = runAfter(timeoutMs, 'control handshake', () =>
      fail('no-answer', `The listener said nothing for ${timeoutMs} ms`),
    );
    let hello: Hello | undefined;
    let met = false;
    const take = (line: string): void => {
      if (met) return hear(line);
      if (hello === undefined) {
        hello = readHello(line, meeting);
        socket.write(`${JSON.stringify(answerHello(hello, meeting))}\n`);
        return;
      }
      readVerdict(line, hello, meeting);
      met = true;
      clearTimeout(timer);
      resolve();
    };
    socket.on('data', (chunk) => {
      try {
        for (const line of decoder.push(chunk)) take(line);
      } catch (error) {
        // LineTooLong, or a ControlError of the meeting: either way nothing more is read.
        fail('garbled', error instanceof Error ? error.message : String(error), error);
        socket.destroy();
      }
    });
    socket.on('error', (error) => fail(kindOf(error), error.message));
    socket.on('close', () => fail('closed', 'The listener closed the control channel.'));
  });
}

function kindOf(error: NodeJS.ErrnoException): ControlErrorKind {
  switch (error.code) {
    case 'ENOENT':
    case 'ECONNREFUSED':
    case 'ENOTSOCK':
      return 'unreachable';
    case 'EACCES':
    case 'EPERM':
      return 'forbidden';
    default:
      return 'closed';
  }
}
