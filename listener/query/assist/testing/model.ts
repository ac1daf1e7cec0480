import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Translation } from '../translation.ts';

/** A language model's server on loopback that does as its script says. */
export interface ScriptedModel {
  readonly url: string;
  /** The bodies it was sent. */
  readonly requests: readonly string[];
  /** The headers of the last request. */
  readonly headers: () => IncomingMessage['headers'];
  close(): Promise<void>;
}

export async function openModel(script: RequestListener): Promise<ScriptedModel> {
  const requests: string[] = [];
  let headers: IncomingMessage['headers'] = {};
  const server: Server = createServer((request, response) => {
    headers = request.headers;
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push(body);
      script(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`,
    requests,
    headers: () => headers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with a chat completion of this text. */
export function saying(content: string): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(completion(content));
  };
}

export function completion(content: string): string {
  return JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content } }] });
}

/** A translation with what is not said left open. */
export function translation(given: Partial<Translation>): Translation {
  return { subject: 'MEDICATION', operation: 'list', entities: [], period: '', words: [], ...given };
}
