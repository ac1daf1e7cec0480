import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { HalClient } from '../listener/server/testing/hal-client.ts';
import { pem, selfSigned } from '../listener/testing/self-signed.ts';
import { createTestHome, hal, RunningCommand, startListener, type TestHome } from './testing/shipped.ts';

/** Signals and reloads of the shipped listener. */

function settings(testHome: TestHome, values: object): void {
  writeFileSync(join(testHome.home, 'config.json'), JSON.stringify(values));
}

function log(testHome: TestHome): string {
  return readFileSync(join(testHome.home, 'logs', 'HAL.SPLITTER.LOG'), 'utf8');
}

async function healthz(testHome: TestHome): Promise<number> {
  return (await fetch(`http://127.0.0.1:${testHome.port}/healthz`)).status;
}

/** Whether a client can connect. */
function accepts(
  testHome: TestHome,
  options: { readonly token?: string; readonly origin?: string },
): Promise<boolean> {
  const query = options.token === undefined ? '' : `/?token=${options.token}`;
  const headers = options.origin === undefined ? {} : { Origin: options.origin };
  return HalClient.greeted(`ws://127.0.0.1:${testHome.port}${query}`, { headers }).then(
    async (client) => {
      await client.close();
      return true;
    },
    () => false,
  );
}

async function sendHangup(listener: RunningCommand, testHome: TestHome, until: RegExp): Promise<void> {
  const before = log(testHome).length;
  listener.child.kill('SIGHUP');
  await expect.poll(() => log(testHome).slice(before), { timeout: 10_000 }).toMatch(until);
}

const posix = process.platform !== 'win32';

describe.skipIf(!posix)('a signal', () => {
  it('that means nothing ends nothing, and opens no debugger', async () => {
    const testHome = await createTestHome();
    const listener = await startListener(testHome);
    const client = await HalClient.greeted(`ws://127.0.0.1:${testHome.port}`);
    for (const signal of ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGIO'] as const) {
      listener.child.kill(signal);
      expect([signal, await healthz(testHome)]).toEqual([signal, 200]);
    }
    expect(listener.err).not.toMatch(/[Dd]ebugger/);
    await client.close();
  });

  it.each(['SIGQUIT', 'SIGTERM', 'SIGPWR'] as const)(
    '%s stops with a goodbye, and is named',
    async (signal) => {
      const testHome = await createTestHome();
      const listener = await startListener(testHome);
      const client = await HalClient.greeted(`ws://127.0.0.1:${testHome.port}`);
      const closed = client.closed();
      listener.child.kill(signal);
      expect((await closed).code).toBe(1001);
      expect((await listener.ended()).code).toBe(0);
      const lastExit = JSON.parse(readFileSync(join(testHome.home, 'run', 'last-exit.json'), 'utf8'));
      expect(lastExit).toMatchObject({ code: 0, cause: 'signal', reason: `ended by ${signal}` });
    },
  );

  it('SIGHUP reloads and keeps every client, also while the configuration is bad', async () => {
    const testHome = await createTestHome();
    settings(testHome, { token: 'one', logLevel: 'info' });
    const listener = await startListener(testHome);
    const client = await HalClient.greeted(`ws://127.0.0.1:${testHome.port}/?token=one`);
    settings(testHome, { token: 'two', logLevel: 'debug', origins: ['https://hal.example'], port: 1 });
    await sendHangup(listener, testHome, /INFO {2}config {2}reloaded .*changed=token,origins,logLevel/);
    expect(await accepts(testHome, { token: 'one' })).toBe(false);
    expect(await accepts(testHome, { token: 'two', origin: 'https://hal.example' })).toBe(true);
    await expect.poll(() => log(testHome)).toMatch(/ DEBUG /);
    for (const bad of ['{', '{"origins": 7}', '{"token": ""}', '{"maxConnections": 0}']) {
      writeFileSync(join(testHome.home, 'config.json'), bad);
      await sendHangup(listener, testHome, /ERROR config {2}reload failed/);
      expect(await accepts(testHome, { token: 'two' })).toBe(true);
    }
    expect((await client.ask('what time is it')).status).toBe('success');
    await client.close();
  });
});

it.skipIf(!posix)('SIGHUP to the supervisor has its listener reload, and both go on', async () => {
  const testHome = await createTestHome();
  await startListener(testHome);
  const watch = new RunningCommand(['watch'], testHome.env);
  await watch.waitForOutput('running:');
  settings(testHome, { origins: ['https://hal.example'] });
  watch.child.kill('SIGHUP');
  await watch.waitForOutput('Reloaded: origins.');
  expect(await accepts(testHome, { origin: 'https://hal.example' })).toBe(true);
  watch.child.kill('SIGQUIT');
  expect((await watch.ended()).code).toBe(0);
  expect(await healthz(testHome)).toBe(200);
});

describe('hal-listener reload', () => {
  it('says what is in force, what needs a restart, and what is bad', async () => {
    const testHome = await createTestHome();
    const { WEBSOCKET_PORT, ...env } = testHome.env;
    settings(testHome, { port: testHome.port });
    const changed = { ...testHome, env };
    await startListener(changed);
    expect(await hal(changed, 'reload')).toMatchObject({ code: 0, out: 'Reloaded: nothing has changed.\n' });
    settings(testHome, { port: testHome.port, origins: ['https://hal.example'], burst: 7 });
    const { out } = await hal(changed, 'reload');
    expect(out).toMatch(/^Reloaded: origins\. Needs ".*hal-listener\S* restart": burst\.\n$/);
    expect(await accepts(testHome, { origin: 'https://hal.example' })).toBe(true);
    writeFileSync(join(testHome.home, 'intents.json'), '{"version": 1, "intents": [{}]}');
    const bad = await hal(changed, 'reload');
    expect(bad.code).toBe(78);
    expect(bad.err).toMatch(/^Not reloaded, the old configuration stays in force: the intent table: /);
    expect(WEBSOCKET_PORT).toBe(String(testHome.port));
  });

  it('without a listener says so', async () => {
    expect(await hal(await createTestHome(), 'reload')).toMatchObject({
      code: 3,
      err: expect.stringContaining('No listener is running'),
    });
  });
});

describe('TLS', () => {
  async function secure() {
    const testHome = await createTestHome();
    const files = { key: join(testHome.home, 'key.pem'), cert: join(testHome.home, 'cert.pem') };
    const write = ({ key, cert }: { readonly key: string | Buffer; readonly cert: string | Buffer }) => {
      writeFileSync(files.key, key);
      writeFileSync(files.cert, cert);
    };
    const env = { ...testHome.env, WEBSOCKET_TLS_KEY: files.key, WEBSOCKET_TLS_CERT: files.cert };
    return { testHome: { ...testHome, env }, files, write };
  }

  async function servedCertificate({ port }: TestHome): Promise<string> {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    return pem('CERTIFICATE', raw);
  }

  it('takes up a renewed certificate, keeps the old one beside a bad pair, and warns of an end that is near', async () => {
    const { testHome, write } = await secure();
    const [old, renewed] = [selfSigned({ to: 5 }), selfSigned()];
    write(old);
    const listener = await startListener(testHome);
    expect(listener.err).toMatch(/warning: the TLS certificate expires on .*, in 4 days: renew it/);
    expect(log(testHome)).toMatch(/WARN {2}config {2}the TLS certificate expires on/);
    expect((await hal(testHome, 'status')).out).toMatch(/certificate +valid until .*, in 4 days/);
    const url = `wss://127.0.0.1:${testHome.port}`;
    const client = await HalClient.greeted(url, { rejectUnauthorized: false });
    write({ key: selfSigned().key, cert: renewed.cert });
    expect(await hal(testHome, 'reload')).toMatchObject({
      code: 78,
      err: expect.stringContaining('does not belong to the private key'),
    });
    expect(await servedCertificate(testHome)).toBe(old.cert);
    write(renewed);
    expect((await hal(testHome, 'reload')).out).toBe('Reloaded: certificate.\n');
    expect(await servedCertificate(testHome)).toBe(renewed.cert);
    expect((await hal(testHome, 'status')).out).toMatch(/certificate +valid until \d{4}-\d\d-\d\d\n/);
    expect((await client.ask('what time is it')).status).toBe('success');
    await client.close();
  });

  it.each([
    [
      'a key of another certificate',
      () => ({ key: selfSigned().key, cert: selfSigned().cert }),
      'WEBSOCKET_TLS_CERT',
      /does not belong/,
    ],
    [
      'swapped files',
      () => {
        const { key, cert } = selfSigned();
        return { key: cert, cert: key };
      },
      'WEBSOCKET_TLS_KEY',
      /swapped/,
    ],
    [
      'DER',
      () => {
        const { keyDer, cert } = selfSigned();
        return { key: keyDer, cert };
      },
      'WEBSOCKET_TLS_KEY',
      /DER form/,
    ],
    [
      'another file',
      () => ({ key: readFileSync('/etc/passwd'), cert: selfSigned().cert }),
      'WEBSOCKET_TLS_KEY',
      /no private key/,
    ],
  ] as const)('refuses %s at start and in config, with 78', async (_, pair, setting, problem) => {
    const { testHome, write, files } = await secure();
    write(pair());
    for (const verb of ['run', 'config', 'start'] as const) {
      const ran = await hal(testHome, verb);
      expect([verb, ran.code]).toEqual([verb, 78]);
      expect(ran.err).toContain(`${setting}=${setting.endsWith('KEY') ? files.key : files.cert}`);
      expect(ran.err).toMatch(problem);
      expect(ran.err).not.toMatch(/ at .*:\d+:\d+/);
    }
  });
});

it('an empty token is refused with 78 and a reason, whatever its source', async () => {
  const testHome = await createTestHome();
  for (const [env, file] of [
    [{ WEBSOCKET_TOKEN: '' }, {}],
    [{ WEBSOCKET_TOKEN: '   ' }, {}],
    [{}, { token: '' }],
  ] as const) {
    settings(testHome, file);
    const ran = await hal({ ...testHome, env: { ...testHome.env, ...env } }, 'run');
    expect(ran.code).toBe(78);
    expect(ran.err).toMatch(/is empty, which would mean that no client needs a token/);
  }
});
