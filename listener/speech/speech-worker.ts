import { parentPort, workerData } from 'node:worker_threads';
import { guarded } from '../../lib/background.ts';
import { ListeningRoom } from './listening-room.ts';
import type { FromThread, ThreadData, ToThread } from './thread-messages.ts';
import { VoiceDetection } from './voice-detector.ts';

/** The program of the speech thread. An error ends it, since nothing here reports errors; the listener starts another. */

const { settings, handled } = workerData as ThreadData;

/** Audio changes hands, so that it is not copied. */
function send(message: FromThread): void {
  const pcm = message.kind === 'utterance' ? message.utterance.pcm : undefined;
  parentPort?.postMessage(message, pcm === undefined || pcm.length === 0 ? [] : [pcm.buffer as ArrayBuffer]);
}

VoiceDetection.load().then((detection) => {
  const room = new ListeningRoom(settings, detection, send);
  parentPort?.on(
    'message',
    guarded('audio', (message: ToThread) => {
      room.onMessage(message);
      Atomics.add(handled, 0, 1);
    }),
  );
});
