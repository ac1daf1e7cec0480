import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Bytes that one side sent at once. */
interface Sent {
  readonly from: 'client' | 'server';
  readonly bytes: Buffer;
}

/** A recorded session of QM's own client with a real server (user and password are made up). */
export interface Transcript {
  readonly name: string;
  readonly sent: readonly Sent[];
}

interface Recorded {
  readonly steps: readonly {
    readonly wire: readonly { readonly from: 'client' | 'server'; readonly hex: string }[];
  }[];
}

const folder = fileURLToPath(new URL('./transcripts/', import.meta.url));

export function transcripts(): readonly Transcript[] {
  return readdirSync(folder).map((file) => {
    const recorded: Recorded = JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
    const sent = recorded.steps.flatMap((step) =>
      step.wire.map(({ from, hex }) => ({ from, bytes: Buffer.from(hex, 'hex') })),
    );
    return { name: file.replace('.json', ''), sent };
  });
}

/** The server's replies in a transcript, without its greeting. */
export function answersOf(transcript: Transcript): readonly Buffer[] {
  return transcript.sent
    .filter(({ from, bytes }) => from === 'server' && bytes.length > 1)
    .map(({ bytes }) => bytes);
}
