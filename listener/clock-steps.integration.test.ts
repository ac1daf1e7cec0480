import { describe, expect, it } from 'vitest';
import { HEALTH } from '../contract/health.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { HalClient } from './server/testing/hal-client.ts';
import { testListener } from './server/testing/test-listener.ts';

/** The whole listener while somebody sets the clock on the wall: nothing waits, nothing ends, no figure is wrong. */

const HOUR = 3_600_000;
const QUESTION = 'What medications am I taking?';
/** A client family whose answers are held back by the pacing rule. */
const PACED = { headers: { 'user-agent': 'Python/3.11 websockets/12.0' } };

function settableClock(): Clock & { set(ms: number): void } {
  let offset = 0;
  return {
    now: () => systemClock.now() + offset,
    monotonic: systemClock.monotonic,
    set: (ms) => {
      offset += ms;
    },
  };
}

async function health(http: string) {
  return HEALTH.parse(await (await fetch(`${http}/healthz`)).json());
}

describe.each([-HOUR, HOUR, -24 * HOUR])('a wall clock that is set by %d ms', (step) => {
  it('keeps no client waiting', async () => {
    const clock = settableClock();
    const { url } = await testListener({}, { clock });
    for (const options of [{}, PACED]) {
      const client = await HalClient.greeted(url, options);
      expect((await client.ask(QUESTION)).status).toBe('success');
      clock.set(step);
      const answer = await client.ask(QUESTION);
      expect(answer.status).toBe('success');
      expect(answer.duration_ms).toBeLessThan(60_000);
      // Asked before, answered behind the step: the question under way is not lost either.
      client.send({ type: 'text_input', text: QUESTION });
      clock.set(-step);
      expect((await client.until('response')).at(-1)?.status).toBe('success');
      await client.close();
    }
  });

  it('gives its uptime and its sessions at once', async () => {
    const clock = settableClock();
    const { url, http } = await testListener({}, { clock });
    const client = await HalClient.connect(url);
    const greeting = await client.frame();
    await client.ask(QUESTION);
    await client.close();
    clock.set(step);
    const { uptime_s, started } = await health(http);
    expect(uptime_s).toBeGreaterThanOrEqual(0);
    expect(uptime_s).toBeLessThan(60);
    expect(Math.abs(Date.parse(started) - clock.now())).toBeLessThan(60_000);
    const back = await HalClient.greeted(url);
    back.send({ type: 'resume', session_id: greeting.session_id });
    expect(await back.frame()).toMatchObject({ resumed: true });
    await back.close();
  });
});
