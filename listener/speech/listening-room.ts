import { ClientListening } from './client-listening.ts';
import {
  type FromThread,
  type HeardUtterance,
  type ListeningSettings,
  NOTHING_HEARD,
  type ToThread,
} from './thread-messages.ts';
import type { VoiceDetection } from './voice-detector.ts';

/** Audio that all clients together may have in memory, bytes: 50 at once that speak without end, and some more. */
const MAX_BYTES = 48 * 1024 ** 2;

/** All clients that talk: what the speech thread does, without the thread. */
export class ListeningRoom {
  readonly #settings: ListeningSettings;
  readonly #detection: Pick<VoiceDetection, 'create'>;
  readonly #send: (message: FromThread) => void;
  readonly #maxBytes: number;
  readonly #clients = new Map<number, ClientListening>();
  #bytes = 0;

  constructor(
    settings: ListeningSettings,
    detection: Pick<VoiceDetection, 'create'>,
    send: (message: FromThread) => void,
    maxBytes = MAX_BYTES,
  ) {
    this.#settings = settings;
    this.#detection = detection;
    this.#send = send;
    this.#maxBytes = maxBytes;
  }

  onMessage(message: ToThread): void {
    const { client } = message;
    const known = this.#clients.get(client);
    const before = known?.bytes ?? 0;
    this.#handle(message, known);
    this.#bytes += (this.#clients.get(client)?.bytes ?? 0) - before;
  }

  #handle(message: ToThread, known: ClientListening | undefined): void {
    const { client } = message;
    switch (message.kind) {
      case 'chunk':
      case 'stream': {
        const listening = known ?? this.#open(client);
        const { at } = message;
        const heard =
          message.kind === 'chunk'
            ? listening.chunk(at, message.base64, message.rate)
            : listening.stream(at, message.frame);
        for (const utterance of heard) this.#tell(client, utterance, false);
        // Too much speech at once: what this client has said so far must do.
        if (this.#bytes > this.#maxBytes && listening.bytes > 0) {
          const utterance = listening.end();
          if (utterance.audioMs > 0) this.#tell(client, utterance, false);
        }
        if (listening.isVoiceDue(at)) this.#send({ kind: 'voice', client });
        return;
      }
      case 'end':
        return this.#tell(client, known?.end(), true);
      case 'reset':
        return known?.reset();
      case 'close':
        known?.close();
        this.#clients.delete(client);
    }
  }

  #open(client: number): ClientListening {
    const listening = new ClientListening(
      this.#settings,
      this.#detection.create(this.#settings.aggressiveness),
    );
    this.#clients.set(client, listening);
    return listening;
  }

  #tell(client: number, utterance: HeardUtterance | undefined, isFinal: boolean): void {
    this.#send({ kind: 'utterance', client, isFinal, utterance: utterance ?? NOTHING_HEARD });
  }
}
