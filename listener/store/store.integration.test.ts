import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { HEALTH } from '../../contract/health.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import type { Config } from '../config/config.ts';
import { HalClient } from '../server/testing/hal-client.ts';
import { scratchHome, testListener } from '../server/testing/test-listener.ts';
import { selfSigned } from '../testing/self-signed.ts';
import { hasStore, RealStore, slowProxy, storeKeyFile, whyNoStore } from './testing/real-store.ts';

/** Two whole listeners and a real store. */

interface SharedListener {
  readonly url: string;
  /** What its log says of the store and of sessions. */
  readonly lines: string[];
  /** Waits until `/healthz` names this state of the store. */
  storeIs(state: string): Promise<string | undefined>;
}

async function startShared(
  store: string,
  keyFile: string,
  change: Partial<Config> = {},
): Promise<SharedListener> {
  const lines: string[] = [];
  const { url, http } = await testListener(
    { sessionStore: store, sessionStoreKeyFile: keyFile, rate: 0, ...change },
    { sink: (line) => void (/ (?:store|session) {2,}/.test(line) && lines.push(line)) },
  );
  return {
    url,
    lines,
    storeIs: async (state) => {
      for (let attempt = 0; attempt < 600; attempt += 1) {
        const health = HEALTH.parse(await (await fetch(`${http}/healthz`)).json());
        expect(health.status).toBe('ok');
        if (health.store?.state === state) return health.store.reason;
        await sleep(50);
      }
      return expect.unreachable(`the store did not become ${state}`);
    },
  };
}

async function startPair(store: string) {
  const keyFile = await storeKeyFile();
  const [a, b] = [await startShared(store, keyFile), await startShared(store, keyFile)];
  return { a, b, keyFile };
}

const QUESTIONS = Array.from({ length: 12 }, (_, index) =>
  index % 2 === 0 ? 'What medications am I taking?' : `How many appointments do I have in 20${10 + index}?`,
);

async function ask(client: HalClient, question: string): Promise<string> {
  client.send({ type: 'text_input', text: question });
  const response = (await client.until('response')).at(-1);
  // The state_change behind it.
  await client.until('state_change');
  return String(response?.text);
}

/** A client that asked these questions. @returns its session id */
async function asked(url: string, questions: readonly string[]) {
  const client = await HalClient.connect(url);
  const { session_id } = await client.frame();
  for (const question of questions) await ask(client, question);
  return { client, sessionId: String(session_id) };
}

async function resume(url: string, sessionId: string) {
  const client = await HalClient.greeted(url);
  client.send({ type: 'resume', session_id: sessionId });
  const frame = (await client.until('connected')).at(-1);
  const context = frame?.context as readonly { readonly question: string }[];
  return {
    client,
    frame,
    context,
    resumed: frame?.resumed === true,
    questions: context.map(({ question }) => question),
  };
}

/** Resumes until the session has as many turns: a write is up to a second late. */
async function resumeWith(turns: number, url: string, sessionId: string) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const back = await resume(url, sessionId);
    if (back.questions.length >= turns) return back;
    back.client.ws.terminate();
    await sleep(100);
  }
  return expect.unreachable(`the session did not get ${turns} turns`);
}

describe.skipIf(!hasStore)(`two listeners and a store${whyNoStore}`, () => {
  it('continue a session at either of them, with ten turns and the last response', async () => {
    const store = await RealStore.start();
    const { a, b } = await startPair(store.address);
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    const { client, sessionId } = await asked(a.url, QUESTIONS);
    client.ws.terminate();
    await sleep(1_200);
    const back = await resume(b.url, sessionId);
    expect(back.resumed).toBe(true);
    expect(back.questions).toEqual(QUESTIONS.slice(2));
    const names = new Set(back.context.flatMap((turn) => Object.keys(turn)));
    expect([...names].toSorted()).toEqual(['answer', 'intent', 'question', 'time']);
    expect(back.frame?.last_response).toMatchObject({ type: 'response' });
    await ask(back.client, 'And in 2031?');
    await sleep(1_200);
    expect((await resume(a.url, sessionId)).questions).toEqual([...QUESTIONS.slice(3), 'And in 2031?']);
    const [name] = (await store.run('KEYS', 'hal:session:*')) as readonly Buffer[];
    expect(String(name)).not.toContain(sessionId);
    expect(String(await store.run('HGET', String(name), 'v'))).not.toContain('medications');
    expect(Number(await store.run('PTTL', String(name)))).toBeGreaterThan(25 * 60_000);
    expect([...a.lines, ...b.lines].filter((line) => line.includes('WARN'))).toEqual([]);
  });

  it('answer messages behind a resume after it, in their order', async () => {
    const store = await RealStore.start();
    const { a, b } = await startPair(store.address);
    await b.storeIs('ready');
    const { sessionId } = await asked(a.url, ['What medications am I taking?']);
    await resumeWith(1, b.url, sessionId);
    const client = await HalClient.greeted(b.url);
    client.send({ type: 'resume', session_id: sessionId });
    client.send({ type: 'text_input', text: 'What medications am I taking?', id: 1 });
    client.send({ type: 'ping' });
    const frames = await client.until('response');
    expect(frames[0]).toMatchObject({ type: 'connected', resumed: true });
    expect(frames.at(-1)).toMatchObject({ id: 1, session_id: sessionId });
    expect(frames.map(({ type }) => type)).toContain('pong');
  });

  it('write a session on stop, before its client is sent away', async () => {
    const store = await RealStore.start();
    const keyFile = await storeKeyFile();
    const b = await startShared(store.address, keyFile);
    const { listener, url } = await testListener({
      sessionStore: store.address,
      sessionStoreKeyFile: keyFile,
    });
    const { client, sessionId } = await asked(url, ['What medications am I taking?']);
    await ask(client, 'What appointments do I have?');
    await ask(client, 'What tasks do I have?');
    const stopped = listener.stop(1012);
    await new Promise((gone) => client.ws.once('close', gone));
    expect((await resume(b.url, sessionId)).questions).toHaveLength(3);
    await stopped;
  });
});

describe.skipIf(!hasStore)(`a real store in trouble${whyNoStore}`, () => {
  it('that is killed and comes back empty costs no answer and, in the end, no session', async () => {
    const store = await RealStore.start();
    const { a, b } = await startPair(store.address);
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    const { client, sessionId } = await asked(a.url, QUESTIONS.slice(0, 2));
    await store.kill();
    await ask(client, QUESTIONS[2] ?? '');
    await Promise.all([a.storeIs('down'), b.storeIs('down')]);
    expect((await resume(a.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 3));
    expect((await resume(b.url, sessionId)).resumed).toBe(false);
    await store.restart();
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    expect((await resumeWith(3, b.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 3));
    for (const { lines } of [a, b]) {
      expect(lines.filter((line) => line.includes('cannot be used'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('works again'))).toHaveLength(1);
    }
  });

  it('that hangs keeps no question and no resume waiting', async () => {
    const store = await RealStore.start();
    const { a, b } = await startPair(store.address);
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    const { client, sessionId } = await asked(a.url, QUESTIONS.slice(0, 1));
    await resumeWith(1, b.url, sessionId);
    store.signal('SIGSTOP');
    // Each answer and each resume comes while the store still hangs.
    await ask(client, QUESTIONS[1] ?? '');
    expect((await resume(a.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 2));
    expect((await resume(b.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 1));
    await a.storeIs('down');
    store.signal('SIGCONT');
    await a.storeIs('ready');
    await resumeWith(2, b.url, sessionId);
  });

  it('that is full is read and not written, and gets what it missed', async () => {
    const store = await RealStore.start();
    const { a, b } = await startPair(store.address);
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    const { client, sessionId } = await asked(a.url, QUESTIONS.slice(0, 1));
    await resumeWith(1, b.url, sessionId);
    await store.run('CONFIG', 'SET', 'maxmemory', '1');
    await ask(client, QUESTIONS[1] ?? '');
    expect(await a.storeIs('read-only')).toBe('its memory is full (OOM)');
    const late = await startShared(store.address, await storeKeyFile());
    expect(await late.storeIs('read-only')).toBe('its memory is full (OOM)');
    expect((await resume(late.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 1));
    await store.run('CONFIG', 'SET', 'maxmemory', '0');
    await a.storeIs('ready');
    await resumeWith(2, b.url, sessionId);
    expect(a.lines.filter((line) => line.includes('cannot be used'))).toHaveLength(1);
  });

  it('that fails over is found again, and is down while it is a replica', async () => {
    const primary = await RealStore.start();
    const replica = await RealStore.start(['--replicaof', '127.0.0.1', String(primary.port)]);
    const a = await startShared(replica.address, await storeKeyFile());
    expect(await a.storeIs('down')).toMatch(/\((?:READONLY|LOADING|MASTERDOWN)\)$/);
    await asked(a.url, QUESTIONS.slice(0, 1));
    await replica.run('REPLICAOF', 'NO', 'ONE');
    await a.storeIs('ready');
    await replica.run('REPLICAOF', '127.0.0.1', String(primary.port));
    await asked(a.url, QUESTIONS.slice(0, 1));
    await a.storeIs('down');
    await replica.run('REPLICAOF', 'NO', 'ONE');
    await a.storeIs('ready');
  });

  it('that answers after five seconds counts as down, and its sessions stay with their listener', async () => {
    const store = await RealStore.start();
    const way = await slowProxy(store.port);
    const keyFile = await storeKeyFile();
    const a = await startShared(`redis://127.0.0.1:${way.port}`, keyFile);
    await a.storeIs('ready');
    const { client, sessionId } = await asked(a.url, QUESTIONS.slice(0, 1));
    way.delayMs = 5_000;
    await ask(client, QUESTIONS[1] ?? '');
    expect((await resume(a.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 2));
    await a.storeIs('down');
    way.delayMs = 0;
    await a.storeIs('ready');
    const b = await startShared(store.address, keyFile);
    await b.storeIs('ready');
    await resumeWith(2, b.url, sessionId);
  });

  it.each([
    ['a string', ['SET', 'KEY', 'garbage']],
    ['a list', ['RPUSH', 'KEY', 'a', 'b']],
    ['an empty session', ['HSET', 'KEY', 'n', '1']],
    ['garbage in its fields', ['HSET', 'KEY', 'n', 'x', 'v', 'y', 'e', 'z']],
    ['a huge value', ['HSET', 'KEY', 'n', '1', 'v', 'x'.repeat(600_000)]],
    ['a huge version', ['HSET', 'KEY', 'n', 'x'.repeat(1_000), 'v', 'y']],
    ['a huge count', ['HSET', 'KEY', 'e', '9223372036854775807']],
  ] as const)(
    'that holds %s instead of a session is not believed, and is written over',
    async (_, forged) => {
      const store = await RealStore.start();
      const { a, b } = await startPair(store.address);
      await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
      const { client, sessionId } = await asked(a.url, QUESTIONS.slice(0, 1));
      await resumeWith(1, a.url, sessionId);
      await sleep(1_200);
      const [key] = (await store.run('KEYS', 'hal:session:*')) as readonly Buffer[];
      const counts = forged.includes('e' as never) && forged.length === 4;
      if (!counts) await store.run('DEL', String(key));
      const [name, ...args] = forged.map((part) => (part === 'KEY' ? String(key) : part));
      await store.run(name ?? '', ...args);
      expect((await resume(b.url, sessionId)).resumed).toBe(counts);
      await ask(client, QUESTIONS[1] ?? '');
      expect((await resumeWith(2, b.url, sessionId)).questions).toEqual(QUESTIONS.slice(0, 2));
      await b.storeIs('ready');
    },
  );
});

describe.skipIf(!hasStore)(`the login at a real store${whyNoStore}`, () => {
  it('uses a user who may only do what sessions need', async () => {
    const store = await RealStore.start();
    await store.run(
      ...(['ACL', 'SETUSER', 'hal', 'on', '>the secret', '~hal:*', ...ALLOWED] as [string, ...string[]]),
    );
    await store.run('ACL', 'SETUSER', 'default', 'off');
    const file = path.join(await scratchHome(), 'password');
    await writeFile(file, 'wrong\n');
    const login = { sessionStoreUsername: 'hal', sessionStorePasswordFile: file };
    const keyFile = await storeKeyFile();
    const [a, b] = [
      await startShared(store.address, keyFile, login),
      await startShared(store.address, keyFile, login),
    ];
    expect(await a.storeIs('down')).toBe('it refuses the user name or password (WRONGPASS)');
    await writeFile(file, 'the secret\n');
    await Promise.all([a.storeIs('ready'), b.storeIs('ready')]);
    const { sessionId } = await asked(a.url, QUESTIONS.slice(0, 2));
    await resumeWith(2, b.url, sessionId);
    const anonymous = await startShared(store.address, keyFile);
    expect(await anonymous.storeIs('down')).toContain('set SESSION_STORE_PASSWORD_FILE (NOAUTH)');
  });

  it('is encrypted, and only for a store whose certificate is trusted', async () => {
    const folder = await scratchHome();
    const { key, cert } = selfSigned();
    await writeFile(path.join(folder, 'key.pem'), key);
    await writeFile(path.join(folder, 'cert.pem'), cert);
    await writeFile(path.join(folder, 'other.pem'), selfSigned().cert);
    const port = await freePort();
    const tls = ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'];
    const files = [
      '--tls-cert-file',
      path.join(folder, 'cert.pem'),
      '--tls-key-file',
      path.join(folder, 'key.pem'),
    ];
    await RealStore.start([...tls, ...files], port);
    const keyFile = await storeKeyFile();
    const address = `rediss://localhost:${port}/2`;
    const ca = (name: string) => ({ sessionStoreCaFile: path.join(folder, name) });
    const a = await startShared(address, keyFile, ca('cert.pem'));
    await a.storeIs('ready');
    const { sessionId } = await asked(a.url, QUESTIONS.slice(0, 2));
    const b = await startShared(address, keyFile, ca('cert.pem'));
    await b.storeIs('ready');
    await resumeWith(2, b.url, sessionId);
    const other = await startShared(address, keyFile, ca('other.pem'));
    expect(await other.storeIs('down')).toContain('its certificate is not trusted');
    const plain = await startShared(`redis://localhost:${port}/2`, keyFile);
    await plain.storeIs('down');
  });
});

/** As SECURITY.md lists them. */
const ALLOWED = [
  '+@connection',
  '+evalsha',
  '+eval',
  '+get',
  '+set',
  '+type',
  '+hstrlen',
  '+hget',
  '+hset',
  '+hincrby',
  '+pexpire',
  '+del',
];
