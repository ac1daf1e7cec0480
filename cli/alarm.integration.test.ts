import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readEvents } from '../supervisor/registry/event-file.ts';
import { Controls, isAlive, waitFor } from './testing/controls.ts';

const POSTED = z.object({ kind: z.string(), state: z.string(), message: z.string() });

/** A webhook on loopback that answers everything with this status. */
async function webhook(status = 204) {
  const received: z.infer<typeof POSTED>[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received.push(POSTED.parse(JSON.parse(Buffer.concat(chunks).toString())));
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const env = { ALARM_WEBHOOK: `http://127.0.0.1:${port}/path-key`, ALARM_WEBHOOK_SECRET: 'sign-key' };
  return { env, received };
}

it('sends a test alarm, and says whether it arrived', async () => {
  const here = await Controls.open();
  const { env, received } = await webhook();
  expect(await here.run(['alarm', 'test'], env)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^alarm sent to the webhook at 127\.0\.0\.1:\d+\n$/),
  });
  expect(received).toMatchObject([{ kind: 'test', message: 'Test alarm: sent by hal-listener alarm test' }]);
  const refusing = await webhook(403);
  const refused = await here.run(['alarm', 'test'], refusing.env);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('HTTP 403') });
  expect(refused.err + refused.out).not.toMatch(/path-key|sign-key/);
  const nowhere = await here.run(['alarm', 'test']);
  expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('config set alarmWebhook') });
});

it('sends the alarm of a crash once, though the listener is dead and stays dead', async () => {
  const here = await Controls.open();
  const { env, received } = await webhook();
  expect((await here.run(['start'], env)).code).toBe(0);
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGKILL');
  await waitFor(() => !isAlive(pid));
  // The first command notices it; the second one has nothing to notice.
  await here.run(['list'], env);
  await here.run(['list'], env);
  await waitFor(() => received.length > 0);
  expect(received).toEqual([
    {
      kind: 'crash',
      state: 'raised',
      message: expect.stringMatching(new RegExp(`^The listener crashed or hung: port ${here.port}: `)),
    },
  ]);
  expect(readEvents(here.home).filter(({ alarm }) => alarm === 'crash')).toHaveLength(1);
});

it('shows and sends an alarm of the running listener, and does not repeat it after a restart', async () => {
  const here = await Controls.open();
  const { env, received } = await webhook();
  // More than any disk of a test machine has.
  const full = { ...env, ALARM_DISK: '1048576 MiB' };
  expect((await here.run(['start'], full)).code).toBe(0);
  await waitFor(() => received.length > 0);
  expect(received).toMatchObject([{ kind: 'disk', state: 'raised' }]);
  const { alarms } = JSON.parse((await here.run(['status', '--json'])).out);
  expect(alarms).toMatchObject([{ kind: 'disk', message: expect.stringContaining('Low disk space: ') }]);
  const log = await here.run(['logs', '-n', '200']);
  expect(log.out).toMatch(/WARN\s+alarm\s+alarm: Low disk space/);
  expect(log.out).not.toMatch(/path-key|sign-key/);
  expect((await here.run(['restart'], full)).code).toBe(0);
  await waitFor(() => readEvents(here.home).filter(({ kind }) => kind === 'started').length === 2);
  const after = async () => JSON.parse((await here.run(['status', '--json'])).out).alarms;
  expect(await after()).toMatchObject([{ kind: 'disk' }]);
  expect(readEvents(here.home).filter(({ kind }) => kind === 'alarm')).toHaveLength(1);
  await here.run(['stop']);
});
