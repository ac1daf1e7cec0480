import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { ConnectionRefused, Exchange, explainRefusedConnection, NO_SEAT_DELAY_MS } from './exchange.ts';
import { FakeTimers } from './testing/fake-timers.ts';
import { encodeReply, reply } from './testing/reply-encoder.ts';
import { decodeRequest } from './testing/request-decoder.ts';
import { ScriptedTransport } from './testing/scripted-transport.ts';
import { transcripts } from './testing/transcript.ts';
import type { TransportKind } from './transport.ts';

const WHO = { function: 'execute', statement: 'WHO' } as const;
const coded = (code: string, message: unknown = expect.any(String)) =>
  expect.objectContaining({ name: 'AccountError', code, message });

function exchangeOver(transport: ScriptedTransport<TransportKind>) {
  const timers = new FakeTimers();
  return { timers, exchange: new Exchange(transport, timers) };
}

describe('an exchange', () => {
  it.each(transcripts())(
    'holds the recorded conversation, each answer cut anywhere: $name',
    async ({ name, sent }) => {
      const packets = sent.filter(({ bytes }) => bytes.length > 1);
      for (const cut of [0, 1, 3, 4, 5, 6, 9, 10, 11, 15, 100]) {
        const transport = new ScriptedTransport<TransportKind>(name === 'pipe' ? 'pipe' : 'tcp');
        const { exchange } = exchangeOver(transport);
        for (const [index, { from, bytes }] of packets.entries()) {
          const answer = packets[index + 1];
          if (from === 'server' || !answer) continue;
          const waiting = exchange.request(decodeRequest(bytes), 1_000);
          transport.send(answer.bytes.subarray(0, cut));
          transport.send(answer.bytes.subarray(cut));
          const got = await waiting;
          expect(encodeReply(got).equals(answer.bytes)).toBe(true);
        }
        expect(exchange.error).toBeUndefined();
      }
    },
  );

  it('accepts one request at a time', async () => {
    const { exchange } = exchangeOver(new ScriptedTransport('tcp'));
    exchange.request(WHO, 1_000).catch(() => {});
    await expect(exchange.request(WHO, 1_000)).rejects.toEqual(coded('PROTOCOL'));
  });

  it('times out, asks QM to stop and quit, and is closed', async () => {
    const transport = new ScriptedTransport('tcp');
    const { exchange, timers } = exchangeOver(transport);
    const late = expect(exchange.request(WHO, 1_000)).rejects.toEqual(coded('TIMEOUT'));
    await timers.advance(999);
    expect(exchange.error).toBeUndefined();
    await timers.advance(1);
    await late;
    expect(transport.requests.map((request) => request.function)).toEqual(['execute', 'endCommand', 'quit']);
    expect(transport.destroyed).toBe(false);
    transport.send(encodeReply(reply('1 HAL')));
    await expect(exchange.request(WHO, 1_000)).rejects.toEqual(coded('UNAVAILABLE'));
  });

  it('is left when QM hangs up, or else after the grace and a second more', async () => {
    for (const hangsUp of [true, false]) {
      const transport = new ScriptedTransport('tcp');
      const { exchange, timers } = exchangeOver(transport);
      exchange.request(WHO, 1_000).catch(() => {});
      await timers.advance(1_000);
      let left = false;
      exchange.awaitExit(5_000).then(() => {
        left = true;
      });
      if (hangsUp) transport.end();
      await timers.advance(hangsUp ? 0 : 5_999);
      expect(left).toBe(hangsUp);
      expect(transport.destroyed).toBe(!hangsUp);
      await timers.advance(1);
      expect(left).toBe(true);
    }
  });

  it.each([
    ['bytes that are no answer', Buffer.alloc(10, 1), 'PROTOCOL'],
    ['text on the socket', Buffer.from('sh: lp: Permission denied\n'), 'PROTOCOL'],
    ['a QM that is not started', Buffer.from('ScarletDME has not been started\n'), 'UNAVAILABLE'],
    ['two answers to one question', Buffer.concat([encodeReply(reply()), encodeReply(reply())]), undefined],
  ])('is over after %s', async (_, bytes, code) => {
    const transport = new ScriptedTransport('tcp');
    const { exchange } = exchangeOver(transport);
    const pending = exchange.request(WHO, 1_000);
    transport.send(bytes);
    if (code) await expect(pending).rejects.toEqual(coded(code));
    else await pending;
    expect(exchange.error).toBeDefined();
    expect(transport.destroyed).toBe(true);
  });

  it('reports why the connection ended', async () => {
    const ending = async (
      answered: boolean,
      end: { error?: Error; text?: string },
      half = '',
      afterMs = 2_000,
    ) => {
      const transport = new ScriptedTransport('tcp');
      const { exchange, timers } = exchangeOver(transport);
      if (answered) {
        const first = exchange.request(WHO, 1_000);
        transport.send(encodeReply(reply()));
        await first;
      }
      const pending = exchange.request(WHO, 5_000);
      await timers.advance(afterMs);
      transport.send(Buffer.from(half, 'hex'));
      transport.end(end);
      return pending.catch((error: unknown) => error);
    };
    expect(await ending(false, {})).toEqual(coded('LICENCE_LIMIT'));
    expect(await ending(false, {}, '', 20)).toEqual(
      coded('UNAVAILABLE', expect.stringContaining('not running')),
    );
    expect(await ending(true, {})).toEqual(coded('UNAVAILABLE', 'QM closed the session'));
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(await ending(false, { error: reset })).toEqual(coded('LICENCE_LIMIT'));
    expect(await ending(false, { error: reset }, '', 20)).toBeInstanceOf(ConnectionRefused);
    expect(await ending(true, { error: reset })).toEqual(
      coded('UNAVAILABLE', expect.stringContaining('ECONNRESET')),
    );
    expect(await ending(false, { error: new Error('spawn ENOENT') })).toEqual(coded('UNAVAILABLE'));
    expect(await ending(false, { text: 'ScarletDME has not been started' })).toEqual(
      coded('UNAVAILABLE', 'ScarletDME has not been started'),
    );
    expect(await ending(true, {}, '0c00')).toEqual(
      coded('UNAVAILABLE', expect.stringContaining('after 2 bytes of a reply')),
    );
  });

  it('rejects requests that cannot be encoded, and stays usable', async () => {
    const transport = new ScriptedTransport('tcp', (_, server) => server.send(encodeReply(reply('1 HAL'))));
    const { exchange } = exchangeOver(transport);
    await expect(exchange.request({ function: 'execute', statement: '\u2603' }, 1)).rejects.toEqual(
      coded('BAD_VALUE'),
    );
    expect((await exchange.request(WHO, 1_000)).body.toString()).toBe('1 HAL');
  });
});

async function explained(then: (transport: ScriptedTransport) => void, waitMs: number) {
  const timers = new FakeTimers();
  const transport = new ScriptedTransport('tcp');
  const error = explainRefusedConnection(async () => transport, timers);
  await timers.advance(0);
  then(transport);
  await timers.advance(waitMs);
  return { error: await error, transport };
}

it('reports a full QM if the second connection stays open, and quits', async () => {
  const { error, transport } = await explained(() => {}, NO_SEAT_DELAY_MS);
  expect(error.code).toBe('LICENCE_LIMIT');
  expect(transport.requests).toEqual([{ function: 'quit' }]);
  expect(transport.destroyed).toBe(true);
});

it('reports QM as down if the second connection is closed immediately', async () => {
  expect((await explained((transport) => transport.end(), 0)).error).toBeInstanceOf(ConnectionRefused);
});

it('passes on the message of a QM that is not started', async () => {
  const { error } = await explained((transport) => {
    transport.send(Buffer.from('ScarletDME has not been started\n'));
    transport.end();
  }, 0);
  expect(error).toMatchObject({ code: 'UNAVAILABLE', message: 'ScarletDME has not been started' });
});

it('passes on why it could not connect again', async () => {
  const failure = new AccountError('UNAVAILABLE', 'ECONNREFUSED');
  expect(await explainRefusedConnection(() => Promise.reject(failure), new FakeTimers())).toBe(failure);
});
