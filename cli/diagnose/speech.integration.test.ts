import { describe, expect, it } from 'vitest';
import { testConfig } from '../../listener/server/testing/test-listener.ts';
import { recognitionServer, saying } from '../../listener/speech/testing/recognition-server.ts';
import { speechCheck } from './checks/speech.ts';
import type { Diagnosis } from './diagnosis.ts';

async function finding(change: Parameters<typeof testConfig>[1]): Promise<string> {
  const config = testConfig('/nowhere', change);
  const [one] = await speechCheck.run({ config } as Diagnosis);
  return `${one?.severity}: ${one?.text}`;
}

describe('the check of speech recognition', () => {
  it('says that none is set', async () => {
    expect(await finding({})).toBe('ok: none is set, so questions are typed');
  });

  it.each([
    ['a server that hears nothing in silence', [saying('')], 'ok: HOST recognizes speech'],
    [
      'a server without verbose answers',
      [(response: { writeHead(code: number): { end(): void } }) => response.writeHead(422).end(), saying('')],
      'ok: HOST recognizes speech',
    ],
    [
      'another address of a server',
      [(response: { writeHead(code: number): { end(): void } }) => response.writeHead(404).end()],
      'warning: HOST answers with HTTP 404',
    ],
    [
      'a web page',
      [(response: { end(text: string): unknown }) => response.end('<html>')],
      'warning: HOST answers with something else than text',
    ],
    ['a server that hangs', [() => undefined], 'warning: HOST did not answer within 0.3 s'],
  ] as const)('finds %s', async (_what, script, expected) => {
    const server = await recognitionServer(
      ...(script as unknown as Parameters<typeof recognitionServer>[number][]),
    );
    const text = await finding({ sttUrl: server.url, sttTimeoutMs: 300 });
    expect(text.replace(new URL(server.url).host, 'HOST')).toBe(expected);
  });

  it('finds nobody there', async () => {
    expect(await finding({ sttUrl: 'http://127.0.0.1:9/inference' })).toBe(
      'warning: 127.0.0.1:9 cannot be reached',
    );
  });
});
