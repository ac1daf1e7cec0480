import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { copyProgram } from './testing/controls.ts';
import { createTestHome, RunningCommand } from './testing/shipped.ts';

/** The purposes for which a copy of the shipped program has kept code. */
function keptFor(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((name) => /^hal-listener-program\.(\w+)\..+\.code$/.exec(name)?.[1] ?? [])
    .sort();
}

it('is that of a start at first, and that of an answer once a question was answered', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-kept-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = copyProgram(folder);
  const { env, port } = await createTestHome();
  const run = async (work: (client: HalClient) => Promise<void>): Promise<void> => {
    const listener = new RunningCommand(['run'], env, program);
    await listener.waitForOutput('Ctrl+C stops it.');
    await work(await HalClient.greeted(`ws://127.0.0.1:${port}`));
    listener.child.kill('SIGTERM');
    await listener.ended();
  };
  const ask = async (client: HalClient) => (await client.ask('What medications am I taking?')).text;

  await run(async () => {
    await expect.poll(() => keptFor(folder)).toEqual(['run']);
  });
  let first: unknown;
  await run(async (client) => {
    first = await ask(client);
    await expect.poll(() => keptFor(folder), { timeout: 20_000 }).toEqual(['answer']);
  });
  await run(async (client) => {
    expect(await ask(client)).toBe(first);
  });
  expect(first).toContain('Lisinopril');
  expect(keptFor(folder)).toEqual(['answer']);
});
