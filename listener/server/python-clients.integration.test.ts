import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HalClient } from './testing/hal-client.ts';
import { pythonClient, pythonWithWebsockets } from './testing/python.ts';
import { testListener } from './testing/test-listener.ts';

const python = pythonWithWebsockets();

const why = python === undefined ? ' (skipped: no Python with the websockets library here)' : '';

describe.skipIf(python === undefined)(`clients written in Python${why}`, () => {
  const script = resolve(import.meta.dirname, 'testing/patterns.py');

  it.each(['talker', 'short', 'one-frame', 'double', 'stale', 'greeter', 'leaver'])('%s', async (pattern) => {
    const { url } = await testListener();
    expect(await pythonClient(python ?? '', [script, url, pattern])).toEqual({ code: 0, err: '' });
  });

  it('refused at capacity', async () => {
    const { url } = await testListener({ maxConnections: 1 });
    const client = await HalClient.greeted(url);
    expect(await pythonClient(python ?? '', [script, url, 'refused'])).toEqual({ code: 0, err: '' });
    await client.close();
  });
});
