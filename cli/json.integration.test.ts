import path from 'node:path';
import { expect, it } from 'vitest';
import { COMMAND_JSON } from '../contract/command-json.ts';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { Controls } from './testing/controls.ts';

/** The shipped commands print the formats in contract/command-json.ts. */

type CommandWithJson = keyof typeof COMMAND_JSON;

const WORDS: Readonly<Partial<Record<CommandWithJson, (home: string) => readonly string[]>>> = {
  'account exec': () => ['LIST MEDICATION'],
  backup: (home) => [path.join(home, 'backup.zip')],
  // A listener runs.
  restore: (home) => [path.join(home, 'backup.zip'), '--check'],
};

async function printed(here: Controls, command: CommandWithJson): Promise<unknown> {
  const { out } = await here.run([...command.split(' '), '--json', ...(WORDS[command]?.(here.home) ?? [])]);
  return COMMAND_JSON[command].parse(JSON.parse(out));
}

it('holds for every command, with and without a listener, with the same name for the same state', async () => {
  const here = await Controls.open();
  expect(await printed(here, 'status')).toMatchObject({ state: 'stopped' });
  // Listeners of other homes may run on this machine.
  expect(await printed(here, 'list')).toEqual({
    port: here.port,
    phantoms: [],
    otherVersions: [],
    others: expect.any(Array),
  });

  await here.run(['start']);
  const client = await HalClient.greeted(`ws://127.0.0.1:${here.port}`);
  for (const command of Object.keys(COMMAND_JSON) as CommandWithJson[]) {
    await expect(printed(here, command), command).resolves.toBeDefined();
  }
  const [pid] = here.pids();
  const running = { state: 'running', userNo: 10_001, pid, port: here.port, connections: { open: 1 } };
  expect(await printed(here, 'status')).toMatchObject(running);
  expect(await printed(here, 'list')).toMatchObject({ phantoms: [running] });
  expect((await here.list()).out).toMatch(/ running /);
  expect(await printed(here, 'connections')).toMatchObject({ total: 1, open: [{ id: '1' }] });
  const page = await here.run(['status', '--json', '--url', `ws://127.0.0.1:${here.port}`]);
  expect(COMMAND_JSON.status.parse(JSON.parse(page.out))).toMatchObject({ state: 'running', pid });

  process.kill(pid ?? 0, 'SIGSTOP');
  try {
    expect(await printed(here, 'status')).toMatchObject({ state: 'hung', pid, reason: expect.any(String) });
    expect(await printed(here, 'list')).toMatchObject({ phantoms: [{ state: 'hung', pid }] });
  } finally {
    process.kill(pid ?? 0, 'SIGCONT');
  }
  client.ws.terminate();
  await here.run(['stop']);
  expect(await printed(here, 'status')).toMatchObject({
    state: 'stopped',
    stoppedBy: expect.stringContaining('cli'),
  });
});
