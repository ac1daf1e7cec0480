import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMAND_JSON } from '../contract/command-json.ts';
import { QmServer } from '../listener/account/qmclient/testing/qm-server.ts';
import { canRun, whySkipped } from '../listener/server/proxy/testing/real-proxy.ts';
import { scratchHome } from '../listener/server/testing/test-listener.ts';
import { hasStore, RealStore, storeKeyFile, whyNoStore } from '../listener/store/testing/real-store.ts';
import { connectTo, registrationFiles } from '../supervisor/registry/find-listeners.ts';
import { Controls } from './testing/controls.ts';

/** Shipped listeners that share a real store, and the command that lists them. */

const faketime = canRun('faketime', '--version');

describe.skipIf(!hasStore)(`hal-listener fleet${whyNoStore}`, () => {
  it('lists the listeners that share the store, their state, and the store that is down', async () => {
    const store = await RealStore.start();
    const listeners = [await Controls.open(), await Controls.open()] as const;
    const [one, other] = listeners;
    const env = {
      SESSION_STORE: store.address,
      SESSION_STORE_KEY_FILE: await storeKeyFile(),
      WEBSOCKET_DRAIN_NOTICE: '0',
      WEBSOCKET_DRAIN_SPREAD: '0',
    };
    for (const here of listeners)
      expect(await here.run(['start', '--example'], env)).toMatchObject({ code: 0 });
    const list = async () => {
      const { out, code, err } = await one.run(['fleet', '--json'], env);
      expect([code, err]).toEqual([0, '']);
      return COMMAND_JSON.fleet.parse(JSON.parse(out));
    };
    const ports = [one.port, other.port].sort((a, b) => a - b);
    expect((await list()).listeners).toMatchObject(ports.map((port) => ({ port, state: 'running' })));
    // A panel asks its listener, which reads the store with each heartbeat.
    const [read] = registrationFiles(other.home).map((file) => file.read);
    if (read?.kind !== 'ours') throw new Error('the listener has no registration');
    const panel = await connectTo(read.registration, { home: other.home, by: 'test' });
    const seen = async () => (await panel.request('fleet', {})).fleet?.members.map(({ port }) => port);
    await expect.poll(seen, { timeout: 20_000, interval: 500 }).toEqual(ports);
    panel.close();
    expect(await one.run(['drain'])).toMatchObject({ code: 0 });
    const stateOfOne = async () => (await list()).listeners.find(({ port }) => port === one.port)?.state;
    await expect.poll(stateOfOne, { timeout: 20_000, interval: 500 }).toBe('drained');
    const { out } = await one.run(['fleet'], env);
    expect(out).toMatch(/^LISTENER +STATE +CLIENTS/);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    // What is killed is no longer listed once its home has another listener.
    for (const pid of one.pids()) process.kill(pid, 'SIGKILL');
    expect(await one.run(['start', '--example'], env)).toMatchObject({ code: 0 });
    const statesOfOne = async () =>
      (await list()).listeners.filter(({ port }) => port === one.port).map(({ state }) => state);
    await expect.poll(statesOfOne, { timeout: 20_000, interval: 500 }).toEqual(['running']);
    expect(await other.run(['stop'])).toMatchObject({ code: 0 });
    expect((await list()).listeners).toMatchObject([{ port: one.port }]);
    await store.kill();
    const down = await one.run(['fleet', '--json'], env);
    expect(down).toMatchObject({ code: 1, err: expect.stringContaining('cannot be used') });
    expect(COMMAND_JSON.fleet.parse(JSON.parse(down.out))).toMatchObject({ listeners: [] });
  });

  it('shares one QM seat between two listeners, and passes it on', async () => {
    const store = await RealStore.start();
    const qm = await QmServer.start();
    onTestFinished(() => qm.stop());
    const password = path.join(await scratchHome(), 'password');
    writeFileSync(password, qm.qm.password, { mode: 0o600 });
    const env = {
      SESSION_STORE: store.address,
      SESSION_STORE_KEY_FILE: await storeKeyFile(),
      QM_HOST: '127.0.0.1',
      QM_PORT: String(qm.port),
      QM_USERNAME: qm.qm.username,
      QM_PASSWORD_FILE: password,
      QM_SESSIONS_TOTAL: '1',
    };
    const [one, other] = [await Controls.open(), await Controls.open()];
    expect(await one.run(['start'], env)).toMatchObject({ code: 0 });
    const accountOf = async (here: Controls) =>
      JSON.parse((await here.run(['status', '--json'])).out).account;
    // The count of a new store settles first.
    await expect
      .poll(() => accountOf(one), { timeout: 60_000, interval: 500 })
      .toMatchObject({ state: 'ready' });
    expect(await other.run(['start'], env)).toMatchObject({ code: 0 });
    await expect
      .poll(() => accountOf(other), { timeout: 30_000, interval: 500 })
      .toMatchObject({ state: 'down', reason: expect.stringContaining('the listeners use 1 of 1') });
    expect(qm.qm.sessions.size).toBe(1);
    expect((await one.run(['fleet'], env)).out).toContain('1 of 1 QM seats in use');
    expect(await one.run(['stop'])).toMatchObject({ code: 0 });
    await expect
      .poll(() => accountOf(other), { timeout: 60_000, interval: 500 })
      .toMatchObject({ state: 'ready' });
    expect(qm.qm.sessions.size).toBe(1);
  }, 180_000);

  it.skipIf(!faketime)(
    `takes no harm from clocks that differ${whySkipped('faketime', faketime)}`,
    async () => {
      const store = await RealStore.start();
      const env = { SESSION_STORE: store.address, SESSION_STORE_KEY_FILE: await storeKeyFile() };
      const homes = [await Controls.open(), await Controls.open(), await Controls.open()] as const;
      const clocks = ['-60s', '+0s', '+60s'];
      for (const [index, here] of homes.entries()) {
        const through = ['faketime', '-f', clocks[index] ?? ''];
        here.spawn(['run', '--example'], env, process.cwd(), through);
      }
      const states = async () => {
        const { out } = await homes[0].run(['fleet', '--json'], env);
        return COMMAND_JSON.fleet
          .parse(JSON.parse(out))
          .listeners.map(({ state, seenMs }) => [state, seenMs < 15_000]);
      };
      const running = homes.map(() => ['running', true]);
      await expect.poll(states, { timeout: 30_000, interval: 500 }).toEqual(running);
      // Another heartbeat of each, and none is taken for an old one.
      await pause(7_000);
      expect(await states()).toEqual(running);
    },
  );

  it('says that no store is configured', async () => {
    const here = await Controls.open();
    expect(await here.run(['fleet'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('No session store is configured'),
    });
  });
});
