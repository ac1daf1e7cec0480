import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HalClient } from './testing/hal-client.ts';
import { scratchHome, testListener } from './testing/test-listener.ts';

const TYPES = [
  'text_input',
  'query',
  'transcription',
  'audio_chunk',
  'command',
  'resume',
  'wake_word_detected',
];

/** Messages that look like HAL's and are not. */
const nearly = fc
  .record(
    {
      type: fc.constantFrom(...TYPES),
      text: fc.anything(),
      intent: fc.anything(),
      command: fc.anything(),
      id: fc.anything(),
      session_id: fc.anything(),
      audio: fc.anything(),
      is_final: fc.anything(),
    },
    { requiredKeys: ['type'] },
  )
  .map((message) => Buffer.from(safeJson(message)));

function safeJson(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? ''
    );
  } catch {
    return '{';
  }
}

const anyFrame = fc.oneof(
  nearly,
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
);

describe('for any input of a client', () => {
  it('the connection and the listener live on, and everything it gets is a HAL frame', async () => {
    const { url, listener } = await testListener({ rate: 0 });
    const client = await HalClient.greeted(url);
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 10 }), async (frames) => {
        // As binary: random bytes as text would break the WebSocket protocol itself, and close it rightly.
        for (const frame of frames) client.send(frame);
        client.send({ type: 'command', command: 'stop' });
        client.send({ type: 'ping' });
        const got = await client.until('pong');
        for (const frame of got) {
          expect(typeof frame.type).toBe('string');
          expect(JSON.stringify(frame)).not.toMatch(/node:|\.ts:\d|at Object\./);
        }
      }),
      { numRuns: 150 },
    );
    expect(listener.health()).toMatchObject({ status: 'ok', connections: { open: 1 } });
    await client.close();
  });
});

const openssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!openssl)(`TLS${openssl ? '' : ' (skipped: no openssl here to make a certificate)'}`, () => {
  it('answers wss and https on the same port', async () => {
    const home = await scratchHome();
    const [tlsKey, tlsCert] = [join(home, 'key.pem'), join(home, 'cert.pem')];
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
      ],
      ...['-subj', '/CN=localhost', '-keyout', tlsKey, '-out', tlsCert],
    ]);
    expect(made.status).toBe(0);
    const { port } = await testListener({ home, tlsKey, tlsCert });
    const client = await HalClient.greeted(`wss://127.0.0.1:${port}`, { rejectUnauthorized: false });
    expect((await client.ask('what time is it')).intent).toBe('TIME');
    await client.close();
  });
});
