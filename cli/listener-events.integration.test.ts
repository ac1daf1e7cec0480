import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import WebSocket from 'ws';
import { readEvents } from '../supervisor/registry/event-file.ts';
import { Controls, waitFor } from './testing/controls.ts';

/** What happens to a running listener is on record, with who did it. */

it('records refused clients and reloads in events.jsonl', async () => {
  const here = await Controls.open();
  const write = (config: object): void =>
    writeFileSync(path.join(here.home, 'config.json'), JSON.stringify(config));
  write({ token: 'a-long-enough-token-for-this-test', logLevel: 'info' });
  await here.run(['start']);
  const recorded = () => readEvents(here.home).map(({ kind, cause }) => `${kind}: ${cause}`);
  const client = new WebSocket(`ws://127.0.0.1:${here.port}`);
  client.on('error', () => undefined);
  await waitFor(() => recorded().includes('clients-refused: 1 client: token wrong or missing'));
  write({ token: 'a-long-enough-token-for-this-test', logLevel: 'warn', maxConnections: 7 });
  await here.run(['reload']);
  await waitFor(() => recorded().some((line) => line.startsWith('reloaded: ')));
  const reload = readEvents(here.home).find(({ kind }) => kind === 'reloaded');
  expect(reload?.cause).toMatch(/^changed: logLevel; needs a restart: maxConnections\b/);
  expect(reload?.by).toMatch(/^cli/);
  write({ logLevel: 'loudest' });
  const [pid = 0] = here.pids();
  process.kill(pid, 'SIGHUP');
  await waitFor(() => recorded().some((line) => line.startsWith('reload-failed: ')));
  await here.run(['stop']);
});
