import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { proofOf } from '../../lib/keyed-hashes.ts';
import { ControlClient } from './control-client.ts';
import { ControlError, type ControlErrorKind } from './control-error.ts';

const key = Buffer.alloc(32, 7);
const nonce = 'a'.repeat(32);
const hello = { type: 'hello', product: 'hal-listener', version: 1, release: '0', pid: 4711, nonce };
let folder = '';
let endpoint = '';
let close: () => void = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-client-'));
  endpoint = path.join(folder, 's');
});
afterEach(() => {
  close();
  close = () => undefined;
  rmSync(folder, { recursive: true });
});

/** A stand-in listener: says `first`, then lets `answer` deal with each line. */
async function listen(first: unknown, answer: (line: string, socket: Socket) => void = () => undefined) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (first !== undefined) socket.write(typeof first === 'string' ? first : `${JSON.stringify(first)}\n`);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) answer(line, socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(endpoint, resolve));
  close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
}

/** One that admits, and answers requests with `reply`. */
function admitting(reply: (request: { id: number; do: string }, socket: Socket) => unknown) {
  return listen(hello, (line, socket) => {
    const frame = JSON.parse(line);
    const meeting = { role: 'listener', pid: 4711, listenerNonce: nonce, peerNonce: frame.nonce } as const;
    const answer =
      frame.type === 'proof' ? { type: 'welcome', proof: proofOf(key, meeting) } : reply(frame, socket);
    if (answer !== undefined) socket.write(`${JSON.stringify(answer)}\n`);
  });
}

const connectPeer = () => ControlClient.connect({ endpoint, pid: 4711, key, by: 'test', timeoutMs: 2_000 });

async function kindOf(work: Promise<unknown>): Promise<ControlErrorKind | 'no error'> {
  return work.then(
    () => 'no error' as const,
    (error: unknown) => {
      if (error instanceof ControlError) return error.kind;
      throw error;
    },
  );
}

it('asks, is refused, and hears what it is told unasked', async () => {
  await admitting(({ id, do: name }, socket) => {
    socket.write('{"push":"event","event":{"event":"owner-left"}}\n{"push":"poetry"}\n');
    return name === 'ping' ? { id, ok: {} } : { id, error: { code: 'NOT_FOUND', message: 'no' } };
  });
  const client = await connectPeer();
  const received: unknown[] = [];
  client.onPush = (frame) => received.push(frame);
  expect(await client.request('ping', {})).toEqual({});
  await expect(client.request('disconnect', { id: '9', by: 'test' })).rejects.toMatchObject({
    kind: 'refused',
    code: 'NOT_FOUND',
  });
  expect(received).toContainEqual({ push: 'event', event: { event: 'owner-left' } });
  client.close();
  await client.closed;
  expect(await kindOf(client.request('ping', {}))).toBe('closed');
});

it('tells silence, garbage, a wrong shape and an end apart', async () => {
  await admitting(({ id, do: name }, socket) => {
    if (name === 'status') return { id, ok: { half: 'a status' } };
    if (name === 'take-out') socket.destroy();
    return undefined;
  });
  const client = await connectPeer();
  expect(await kindOf(client.request('ping', {}, 50))).toBe('no-answer');
  expect(await kindOf(client.request('status', {}))).toBe('garbled');
  expect(await kindOf(client.request('take-out', { by: 'test' }))).toBe('closed');
  await client.closed;
});

it('does not meet: nobody there, a dead file, silence, garbage, an endless line, an impostor', async () => {
  expect(await kindOf(connectPeer())).toBe('unreachable');
  writeFileSync(endpoint, '');
  expect(await kindOf(connectPeer())).toBe('unreachable');
  rmSync(endpoint);

  const kinds: string[] = [];
  for (const first of [
    undefined,
    'garbage\n',
    'x'.repeat(5_000_000),
    { ...hello, pid: 1 },
    { ...hello, version: 2 },
  ]) {
    await listen(first);
    kinds.push(await kindOf(connectPeer()));
    close();
  }
  expect(kinds).toEqual(['no-answer', 'garbled', 'garbled', 'impostor', 'version']);

  await listen(hello, (_line, socket) => socket.write(`{"type":"welcome","proof":"${'0'.repeat(64)}"}\n`));
  expect(await kindOf(connectPeer())).toBe('impostor');
});
