import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a recognition server was sent. */
export interface ReceivedAudio {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The fields of the form, without the file. */
  readonly fields: Readonly<Record<string, string>>;
  /** The WAV file. */
  readonly wav: Buffer;
}

type Answer = (response: ServerResponse, received: ReceivedAudio) => unknown;

/** Answers with a text, as OpenAI's servers do. */
export const saying =
  (text: string, more: object = {}): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text, ...more }));

/** A recognition server on loopback that answers each request as its script says; the last answer is repeated. */
export async function recognitionServer(...script: readonly Answer[]) {
  const received: ReceivedAudio[] = [];
  const http = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const audio = readForm(request, Buffer.concat(chunks));
    const answer = script[Math.min(received.length, script.length - 1)];
    received.push(audio);
    answer?.(response, audio);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  const root = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { root, url: `${root}/v1/audio/transcriptions`, received };
}

function readForm(request: IncomingMessage, body: Buffer): ReceivedAudio {
  const boundary = /boundary=(\S+)/.exec(request.headers['content-type'] ?? '')?.[1] ?? '';
  const fields: Record<string, string> = {};
  let wav = Buffer.alloc(0);
  const separator = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(separator); at >= 0; ) {
    const next = body.indexOf(separator, at + separator.length);
    if (next < 0) break;
    const part = body.subarray(at + separator.length + 2, next - 2);
    const headEnd = part.indexOf('\r\n\r\n');
    const head = part.toString('latin1', 0, headEnd);
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    if (head.includes('filename=')) wav = Buffer.from(part.subarray(headEnd + 4));
    else fields[name] = part.toString('utf8', headEnd + 4);
    at = next;
  }
  return { path: request.url ?? '', headers: request.headers, fields, wav };
}
