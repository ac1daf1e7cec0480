import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { FakeClock } from '../../../lib/testing/fake-clock.ts';
import { recordEvent } from '../../../supervisor/registry/event-file.ts';
import { scratchHome } from '../../../supervisor/testing/scratch-home.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { alarmsCheck } from './alarms.ts';

const alarmWebhookSecret = 'a-secret-of-the-webhook';

/** A receiver that answers with a status, and where it listens. */
async function receiver(status: number, headers: Record<string, string> = {}) {
  const methods: string[] = [];
  const server = createServer((request, response) => {
    methods.push(request.method ?? '');
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, alarmWebhook: `http://${host}/hook?key=private`, methods, close };
}

const world = () => {
  const home = scratchHome();
  const clock = new FakeClock(Date.UTC(2026, 10, 28, 12));
  const run = (config: object) => alarmsCheck.run({ home, clock, config } as unknown as Diagnosis);
  return { home, clock, run };
};

it('is well without a webhook, and with one that answers anything; it sends no alarm', async () => {
  const { run } = world();
  expect(await run({})).toMatchObject([{ severity: 'ok', text: expect.stringContaining('alarmWebhook') }]);
  for (const [status, headers] of [
    [204, {}],
    [405, {}],
    [302, { location: 'http://127.0.0.1:1/' }],
  ] as const) {
    const { host, alarmWebhook, methods } = await receiver(status, headers);
    expect(await run({ alarmWebhook, alarmWebhookSecret })).toEqual([
      { severity: 'ok', text: `${host} can be reached`, names: [] },
    ]);
    expect(methods).toEqual(['HEAD']);
  }
});

it('finds a webhook that nobody listens for, without the part of its address that may hold a key', async () => {
  const { run } = world();
  const { host, alarmWebhook, close } = await receiver(204);
  await close();
  const [finding] = await run({ alarmWebhook, alarmWebhookSecret });
  expect(finding).toMatchObject({ severity: 'warning', advice: expect.stringContaining('alarm test') });
  expect(finding?.text).toMatch(new RegExp(`^${host} cannot be reached: .*ECONNREFUSED`));
  expect(JSON.stringify(finding)).not.toContain('private');
  const byName = await run({
    alarmWebhook: alarmWebhook.replace('127.0.0.1', 'localhost'),
    alarmWebhookSecret,
  });
  expect(byName[0]?.text).toMatch(/^localhost:\d+ cannot be reached: .*ECONNREFUSED/);
});

it('finds a crash whose alarm was lost, for a day', async () => {
  const { home, clock, run } = world();
  const { alarmWebhook } = await receiver(204);
  recordEvent(home, { kind: 'alarm-lost', cause: 'it answers with HTTP 500', by: 'cli' }, clock);
  expect(await run({ alarmWebhook, alarmWebhookSecret })).toMatchObject([
    { severity: 'warning', text: expect.stringContaining('HTTP 500') },
  ]);
  clock.advance(25 * 3_600_000);
  expect(await run({ alarmWebhook, alarmWebhookSecret })).toMatchObject([{ severity: 'ok' }]);
});

it('finds a webhook without a signature', async () => {
  const { run } = world();
  const { alarmWebhook } = await receiver(204);
  expect(await run({ alarmWebhook })).toMatchObject([
    { severity: 'warning', advice: expect.stringContaining('alarmWebhookSecret') },
  ]);
});
