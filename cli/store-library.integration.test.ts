import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { hasStore, RealStore, storeKeyFile, whyNoStore } from '../listener/store/testing/real-store.ts';
import { SHIPPED } from './testing/controls.ts';
import { createTestHome, hal, startListener } from './testing/shipped.ts';

/** V8 says which files a process ran. */
const COVERAGE = z.object({ result: z.array(z.object({ url: z.string() })) });

/** Whether a listener of such settings loads the client library, which is a file of its own. */
async function loadsLibrary(env: NodeJS.ProcessEnv): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-coverage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = await createTestHome(env);
  const listener = await startListener({ ...home, env: { ...home.env, NODE_V8_COVERAGE: folder } });
  expect(await hal(home, 'stop')).toMatchObject({ code: 0 });
  expect(await listener.ended()).toMatchObject({ code: 0 });
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error('no coverage was written');
  const { result } = COVERAGE.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  const files = result.map(({ url }) => path.basename(url));
  expect(files).toContain(path.basename(SHIPPED));
  return files.includes('store-client.cjs');
}

it('is not loaded without a session store, and not in the bundle', async () => {
  expect(readFileSync(SHIPPED.replace('.cjs', '-program.cjs'), 'utf8')).not.toContain('RedisClient');
  expect(await loadsLibrary({})).toBe(false);
});

it('is loaded with one, also if it does not answer', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-key-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const key = path.join(folder, 'store.key');
  writeFileSync(key, `${Buffer.from('0123456789abcdef'.repeat(2)).toString('base64')}\n`);
  const env = { SESSION_STORE: 'valkey://127.0.0.1:1', SESSION_STORE_KEY_FILE: key };
  expect(await loadsLibrary(env)).toBe(true);
});

it.skipIf(!hasStore)(`works in the shipped file: two listeners share a session${whyNoStore}`, async () => {
  const store = await RealStore.start();
  const env = { SESSION_STORE: store.address, SESSION_STORE_KEY_FILE: await storeKeyFile() };
  const [a, b] = [await createTestHome(env), await createTestHome(env)];
  for (const each of [a, b]) await startListener(each);
  for (const each of [a, b]) {
    await expect
      .poll(async () => (await hal(each, 'status')).out, { timeout: 20_000 })
      .toMatch(/^session store +ready$/m);
  }
  const client = await HalClient.connect(`ws://127.0.0.1:${a.port}`);
  const { session_id } = await client.frame();
  client.send({ type: 'text_input', text: 'What medications am I taking?' });
  await client.until('response');
  // A stop writes the session before it closes the connection.
  await hal(a, 'stop');
  const back = await HalClient.greeted(`ws://127.0.0.1:${b.port}`);
  back.send({ type: 'resume', session_id });
  expect((await back.until('connected')).at(-1)).toMatchObject({ resumed: true, session_id });
  await hal(b, 'stop');
});
