import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { QmServer } from '../listener/account/qmclient/testing/qm-server.ts';
import { hal, type Place, place, running } from './testing/shipped.ts';

/** Found nowhere by chance. */
const PASSWORD = 'Zq7!correct-horse#9';
const TOKEN = 'tok-4f1d-not-by-chance';

let server: QmServer;
beforeEach(async () => {
  server = await QmServer.start();
  server.qm.statements.set('COUNT MEDICATION', { output: '3 record(s) counted', status: 3 });
});
afterEach(() => server.stop());

/** Every file below a folder, as text. */
function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

/** What other users of the machine see of a process; its environment is its owner's alone. */
function seenOf(pid: number | undefined): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'latin1') : '';
}

/** Runs a listener and every command beside it; answers all that anybody could read of it. */
async function everything(where: Place): Promise<string> {
  const listener = await running(where, '--log-level', 'debug');
  const said = [seenOf(listener.child.pid)];
  for (const command of [
    ['query', 'How many medications do I have?', '--json'],
    ['status', '--json'],
    ['config'],
    ['config', '--json'],
    ['account', 'status', '--json'],
    ['account', 'users'],
    ['account', 'probe'],
    ['account', 'check'],
    ['account', 'exec', 'WHO'],
    ['logs'],
  ]) {
    const { out, err } = await hal(where, ...command);
    said.push(out, err);
  }
  for (const page of ['/', '/healthz', '/readyz', '/metrics']) {
    said.push(await (await fetch(`http://127.0.0.1:${where.port}${page}`)).text());
  }
  listener.child.kill('SIGTERM');
  await listener.ended();
  said.push(listener.out, listener.err, filesIn(where.home));
  return said.join('\n');
}

it.each([
  ['accepted, from the environment', PASSWORD, 'environment'],
  ['accepted, from a file', PASSWORD, 'file'],
  ['refused', 'another', 'environment'],
] as const)('a password that is %s is nowhere to be read', async (_, expected, from) => {
  server.qm.password = expected;
  const where = await place({
    QM_HOST: '127.0.0.1',
    QM_PORT: String(server.port),
    QM_USERNAME: server.qm.username,
    WEBSOCKET_TOKEN: TOKEN,
    ...(from === 'environment' && { QM_PASSWORD: PASSWORD }),
  });
  const file = join((await place()).home, 'password');
  if (from === 'file') {
    writeFileSync(file, `${PASSWORD}\n`, { mode: 0o600 });
    where.env.QM_PASSWORD_FILE = file;
  }
  const text = await everything(where);
  expect(text).toContain('hal_account_ready');
  expect(text).toContain(expected === PASSWORD ? 'account ready' : 'Invalid username or password');
  for (const secret of [
    PASSWORD,
    TOKEN,
    encodeURIComponent(PASSWORD),
    Buffer.from(PASSWORD).toString('base64'),
  ]) {
    expect(text.includes(secret), `${secret.slice(0, 3)}... can be read`).toBe(false);
  }
});
