import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, it } from 'vitest';
import { scratchHome } from '../listener/server/testing/test-listener.ts';
import { hasStore, STORE_PROGRAM, storeKeyFile } from '../listener/store/testing/real-store.ts';
import { SHIPPED } from './testing/controls.ts';
import { connectedNamespaces, inNamespace, SERVER_ADDRESS, whyNoNamespaces } from './testing/namespaces.ts';
import { createTestHome, hal, type TestHome } from './testing/shipped.ts';

/** A network between the listener and its session store that loses every packet without a word. */

const PORT = 6379;
const missing = hasStore ? whyNoNamespaces() : 'neither valkey-server nor redis-server is installed here';

beforeAll(() => {
  if (missing !== '') process.stderr.write(`store-partition.integration.test.ts is skipped: ${missing}\n`);
});

async function storeIs(here: TestHome, state: RegExp): Promise<void> {
  await expect.poll(async () => (await hal(here, 'status')).out, { timeout: 30_000 }).toMatch(state);
}

it.skipIf(missing !== '')(
  `questions are answered while the network to the store is cut${missing && ` (skipped: ${missing})`}`,
  async () => {
    const { client: clientSide, server: storeSide } = connectedNamespaces();
    const address = (verb: string): void => {
      execFileSync('ip', ['-n', storeSide, 'address', verb, `${SERVER_ADDRESS}/24`, 'dev', 'cable']);
    };
    const here = await createTestHome({
      HAL_LISTENER_EXAMPLE: 'on',
      SESSION_STORE: `valkey://${SERVER_ADDRESS}:${PORT}/0`,
      SESSION_STORE_KEY_FILE: await storeKeyFile(),
    });
    const words = ['--port', String(PORT), '--bind', SERVER_ADDRESS, '--protected-mode', 'no', '--save', ''];
    inNamespace(storeSide, [STORE_PROGRAM, ...words, '--dir', await scratchHome()], here.env);
    inNamespace(clientSide, [process.execPath, SHIPPED, 'run'], here.env);
    await storeIs(here, /^session store +ready$/m);
    const ask = async (): Promise<number | null> => {
      const url = `ws://127.0.0.1:${here.port}`;
      const query = [process.execPath, SHIPPED, 'query', '--url', url, 'What medications am I taking?'];
      const [code] = await once(inNamespace(clientSide, query, here.env), 'exit');
      return code;
    };
    expect(await ask()).toBe(0);
    // The packets arrive, and are nobody's.
    address('delete');
    expect(await ask()).toBe(0);
    await storeIs(here, /^session store +down \(.+\)$/m);
    expect(await ask()).toBe(0);
    address('add');
    await storeIs(here, /^session store +ready$/m);
    expect(await ask()).toBe(0);
  },
  60_000,
);
