import { describe, expect, it } from 'vitest';
import { HalClient } from './testing/hal-client.ts';
import { SlowAccount } from './testing/slow-account.ts';
import { scratchHome, testListener } from './testing/test-listener.ts';

/** What is on the wire, to the letter: a client that parses it would not see the difference. */

const QUESTION = 'What medications am I taking?';

/** The next frame that matches, as its text. */
function rawUntil(client: HalClient, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const look = (data: unknown) => {
      if (!pattern.test(String(data))) return;
      client.ws.off('message', look);
      resolve(String(data));
    };
    client.ws.on('message', look);
  });
}

describe('the id of a question', () => {
  it('is returned exactly as sent, also after a restart', async () => {
    const home = await scratchHome();
    const first = await testListener({ home });
    const client = await HalClient.connect(first.url);
    const { session_id } = await client.frame();
    for (const id of [
      '9007199254740993',
      '1.0',
      '1e3',
      '-0',
      '123456789012345678901234567890',
      '"a\\u0062"',
      '12',
    ]) {
      const answer = rawUntil(client, /"type":"response"/);
      client.send(`{"type":"query","text":${JSON.stringify(QUESTION)},"id":${id}}`);
      const member = /"id":([^,}]+)/.exec(await answer)?.[1];
      expect(member).toBe(id.startsWith('"') ? '"ab"' : id);
    }
    const last = rawUntil(client, /"type":"response"/);
    client.send(`{"type":"query","text":"what time is it","id":18446744073709551616}`);
    await last;
    await client.close();
    await first.listener.stop();

    const second = await testListener({ home });
    const back = await HalClient.greeted(second.url);
    const greeting = rawUntil(back, /"resumed":true/);
    back.send({ type: 'resume', session_id });
    expect(await greeting).toContain('"id":18446744073709551616');
    await back.close();
  });
});

describe('every frame', () => {
  it('has fewer than a million bytes, even with a long history', async () => {
    const { url } = await testListener(
      { rate: 0, maxMessageBytes: 1024 * 1024 },
      { account: new SlowAccount() },
    );
    const client = await HalClient.greeted(url);
    const sizes: number[] = [];
    client.ws.on('message', (data) => sizes.push(Buffer.byteLength(String(data))));
    for (const character of ['\u0001', '€', '😀', '"']) {
      client.send({ type: 'query', text: `what ${character.repeat(160_000)}`, intent: 'NOTHING' });
      await client.until('state_change');
    }
    client.send({ type: 'resume', session_id: 'nobody' });
    const frames = await client.until('connected');
    expect(frames.at(-1)).toMatchObject({ resumed: false });
    client.send({ type: 'nothing', more: '€'.repeat(300_000) });
    client.send({ type: 'command', command: 'repeat', id: '\u0001'.repeat(256) });
    await client.until('response');
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    await client.close();
  });
});
