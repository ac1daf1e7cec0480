import { RECORDING_RATE, recordingMs } from '../contract/panel-ask.ts';

/** A spoken question as the messages of a client with a microphone and a button. */

/** It is listened to after a wake word only. */
export const WAKE_MESSAGE = { type: 'wake_word_detected' } as const;

/** A second, which is less than the 64 KiB that a message may have. */
const CHUNK_BYTES = 2 * RECORDING_RATE;

/** @param recording base64 of 16-bit PCM at RECORDING_RATE */
export function spokenMessages(recording: string): readonly object[] {
  const pcm = Buffer.from(recording, 'base64');
  const messages: object[] = [];
  for (let at = 0; at < pcm.length; at += CHUNK_BYTES) {
    const audio = pcm.toString('base64', at, Math.min(at + CHUNK_BYTES, pcm.length));
    messages.push({ type: 'audio_chunk', audio, sample_rate: RECORDING_RATE });
  }
  return [...messages, { type: 'speech_ended' }];
}

/** A message as it is shown: of audio its size, not what was said. */
export function shownMessage(message: object): object {
  if (!('type' in message && message.type === 'audio_chunk' && 'audio' in message)) return message;
  const bytes = Buffer.byteLength(String(message.audio), 'base64');
  return { ...message, audio: `${bytes} bytes, ${recordingMs(bytes)} ms` };
}
