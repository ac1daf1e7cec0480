import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../lib/testing/free-port.ts';
import type { Config } from '../../listener/config/config.ts';
import { scratchHome, testListener } from '../../listener/server/testing/test-listener.ts';
import { hasStore, RealStore, storeKeyFile, whyNoStore } from '../../listener/store/testing/real-store.ts';
import { selfSigned } from '../../listener/testing/self-signed.ts';
import { sessionStoreCheck } from './checks/session-store.ts';
import type { Diagnosis } from './diagnosis.ts';

async function finding(config: Partial<Config>): Promise<string> {
  const [first] = await sessionStoreCheck.run({ config } as unknown as Diagnosis);
  return `${first?.severity}: ${first?.text}`;
}

it('needs no session store', async () => {
  expect(await finding({})).toBe('ok: none is set, so sessions stay in this listener');
});

it.skipIf(process.platform === 'win32')('finds a key file that others can read', async () => {
  const sessionStoreKeyFile = await storeKeyFile();
  await chmod(sessionStoreKeyFile, 0o640);
  const config = { sessionStore: `valkey://127.0.0.1:${await freePort()}/0`, sessionStoreKeyFile };
  expect(await finding(config)).toContain('nothing listens there');
  await chmod(sessionStoreKeyFile, 0o644);
  expect(await finding(config)).toBe(`problem: ${sessionStoreKeyFile} has the mode 0644`);
});

it('finds one that does not answer', async () => {
  const config = {
    sessionStore: `valkey://127.0.0.1:${await freePort()}/0`,
    sessionStoreKeyFile: await storeKeyFile(),
  };
  expect(await finding(config)).toMatch(
    /^warning: 127\.0\.0\.1:\d+: nothing listens there \(ECONNREFUSED\)$/,
  );
});

describe.skipIf(!hasStore)(`a real store${whyNoStore}`, () => {
  it('is well, full, or a replica', async () => {
    const store = await RealStore.start();
    const config = { sessionStore: store.address, sessionStoreKeyFile: await storeKeyFile() };
    expect(await finding(config)).toBe(`ok: 127.0.0.1:${store.port} takes sessions`);
    await store.run('CONFIG', 'SET', 'maxmemory', '1');
    expect(await finding(config)).toBe(`warning: 127.0.0.1:${store.port}: its memory is full (OOM)`);
    await store.run('CONFIG', 'SET', 'maxmemory', '0');
    await store.run('REPLICAOF', '127.0.0.1', String(await freePort()));
    expect(await finding(config)).toContain('it is a replica, which takes no writes');
  });

  it('wants a login, or one with more rights', async () => {
    const store = await RealStore.start();
    await store.run('ACL', 'SETUSER', 'hal', 'on', '>secret', '~hal:*', '+@connection', '+set', '+get');
    await store.run('CONFIG', 'SET', 'requirepass', 'other');
    const config = { sessionStore: store.address, sessionStoreKeyFile: await storeKeyFile() };
    expect(await finding(config)).toContain('set SESSION_STORE_PASSWORD_FILE (NOAUTH)');
    const file = path.join(await scratchHome(), 'password');
    await writeFile(file, 'secret');
    const login = { ...config, sessionStoreUsername: 'hal', sessionStorePasswordFile: file };
    expect(await finding(login)).toContain('(NOPERM)');
    await writeFile(file, 'wrong');
    expect(await finding(login)).toContain('it refuses the user name or password');
  });

  it('hangs', async () => {
    const store = await RealStore.start();
    store.signal('SIGSTOP');
    const config = { sessionStore: store.address, sessionStoreKeyFile: await storeKeyFile() };
    expect(await finding(config)).toContain('no answer within 5 s');
  });

  it('has a certificate that is not trusted, until its authority is named', async () => {
    const folder = await scratchHome();
    const { key, cert } = selfSigned();
    await writeFile(path.join(folder, 'key.pem'), key);
    await writeFile(path.join(folder, 'cert.pem'), cert);
    const port = await freePort();
    const files = [
      '--tls-cert-file',
      path.join(folder, 'cert.pem'),
      '--tls-key-file',
      path.join(folder, 'key.pem'),
    ];
    await RealStore.start(
      ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files],
      port,
    );
    const config = {
      sessionStore: `valkeys://localhost:${port}/0`,
      sessionStoreKeyFile: await storeKeyFile(),
    };
    expect(await finding(config)).toContain('its certificate is not trusted');
    expect(await finding({ ...config, sessionStoreCaFile: path.join(folder, 'cert.pem') })).toBe(
      `ok: localhost:${port} takes sessions, over TLS`,
    );
  });

  it('is used by a listener with another key file, which both say', async () => {
    const store = await RealStore.start();
    const lines: string[] = [];
    const sessionStore = store.address;
    await testListener({ sessionStore, sessionStoreKeyFile: await storeKeyFile(1) });
    await expect.poll(() => store.run('GET', 'hal:key'), { timeout: 20_000 }).not.toBeNull();
    expect(await finding({ sessionStore, sessionStoreKeyFile: await storeKeyFile(1) })).toContain('ok: ');
    expect(await finding({ sessionStore, sessionStoreKeyFile: await storeKeyFile(2) })).toContain(
      'Another listener encrypts sessions with a key that this one does not have',
    );
    const sink = (line: string): void => void lines.push(line);
    await testListener({ sessionStore, sessionStoreKeyFile: await storeKeyFile(2) }, { sink });
    await expect
      .poll(() => lines.join('\n'), { timeout: 20_000 })
      .toContain('give every listener the same file');
  });
});
