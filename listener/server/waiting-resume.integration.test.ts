import { once } from 'node:events';
import { beforeEach, expect, it } from 'vitest';
import type { SessionAccess } from '../protocol/session-access.ts';
import type { SavedSession } from '../protocol/session-state.ts';
import { type BareServer, bareServer } from './proxy/testing/bare-server.ts';
import { HalClient } from './testing/hal-client.ts';

/** A resume that waits for other listeners' sessions, which come when the test says so. */

let here: BareServer;
/** Answers the oldest resume that waits. */
let give: ((found: SavedSession | undefined) => void)[];
let flushed: number;

const turn = { question: 'q1', answer: 'a1', intent: 'X', time: '' };
const saved: SavedSession = { sessionId: 'session of before', turns: [turn] };

beforeEach(async () => {
  give = [];
  flushed = 0;
  const access: SessionAccess = {
    save: () => undefined,
    find: () => new Promise((resolve) => give.push(resolve)),
    flush: async () => {
      flushed += 1;
    },
  };
  here = await bareServer({ rate: 0, port: 0, host: '127.0.0.1' }, undefined, { open: () => access });
});

const connect = () => HalClient.greeted(`ws://127.0.0.1:${here.port}`);

async function waitingClient(): Promise<HalClient> {
  const client = await connect();
  const waiting = give.length + 1;
  client.send({ type: 'resume', session_id: saved.sessionId });
  await expect.poll(() => give.length).toBe(waiting);
  return client;
}

it('holds what the client sends meanwhile, in order, and keeps no other client waiting', async () => {
  const client = await waitingClient();
  client.send({ type: 'ping' });
  client.send({ type: 'text_input', text: 'q2', id: 1 });
  const other = await connect();
  other.send({ type: 'text_input', text: 'q', id: 2 });
  expect((await other.until('response')).at(-1)).toMatchObject({ id: 2 });
  give[0]?.(saved);
  expect(await client.frame()).toMatchObject({ type: 'connected', resumed: true, context: [turn] });
  expect(await client.frame()).toMatchObject({ type: 'pong' });
  expect((await client.until('response')).at(-1)).toMatchObject({ id: 1, session_id: saved.sessionId });
});

it('holds a bounded number of messages, and refuses the others', async () => {
  const client = await waitingClient();
  for (let count = 0; count < 205; count += 1) client.send({ type: 'ping' });
  for (let count = 0; count < 5; count += 1)
    expect(await client.frame()).toMatchObject({ type: 'error', code: 'RATE_LIMITED' });
  give[0]?.(undefined);
  expect(await client.frame()).toMatchObject({ type: 'connected', resumed: false });
  for (let count = 0; count < 200; count += 1) expect(await client.frame()).toMatchObject({ type: 'pong' });
});

it('waits for a second resume behind the first', async () => {
  const client = await waitingClient();
  client.send({ type: 'resume', session_id: 'other' });
  client.send({ type: 'ping' });
  give[0]?.(undefined);
  expect(await client.frame()).toMatchObject({ type: 'connected', resumed: false });
  await expect.poll(() => give.length).toBe(2);
  give[1]?.(saved);
  expect(await client.frame()).toMatchObject({ type: 'connected', resumed: true });
  expect(await client.frame()).toMatchObject({ type: 'pong' });
});

it('does nothing for a client that has left', async () => {
  const client = await waitingClient();
  client.send({ type: 'text_input', text: 'q2' });
  client.ws.terminate();
  await once(client.ws, 'close');
  await expect.poll(() => here.server.connections).toBe(0);
  give[0]?.(saved);
  expect(here.lines.filter((line) => /error/i.test(line))).toEqual([]);
});

it('ends before a stop closes its client, whose session is written then', async () => {
  const client = await waitingClient();
  const closed = once(client.ws, 'close');
  const stopped = here.server.close(1012);
  give[0]?.(saved);
  expect((await client.until('connected')).at(-1)).toMatchObject({ resumed: true });
  expect((await closed)[0]).toBe(1012);
  expect(flushed).toBe(1);
  await stopped;
});
