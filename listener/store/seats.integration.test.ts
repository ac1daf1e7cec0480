import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../lib/clock.ts';
import { qmClientAccount } from '../account/qmclient/qmclient-account.ts';
import { QmServer } from '../account/qmclient/testing/qm-server.ts';
import { toQmText } from '../account/text.ts';
import { recordedLog } from '../control/testing/controlled.ts';
import { FleetHeartbeat } from './fleet-heartbeat.ts';
import {
  FLEET_KEYS,
  HEARTBEAT_SCRIPT,
  LEAVE_SCRIPT,
  LIST_SCRIPT,
  MEMBERS_SCRIPT,
  parseFleet,
} from './fleet-script.ts';
import { SeatLeases, type SeatTimes } from './seat-leases.ts';
import { LISTENERS_SCRIPT, REMOVE_SCRIPT, RETURN_SCRIPT, SEAT_KEYS, SEAT_SCRIPT } from './seat-script.ts';
import { StoreClient } from './store-client.ts';
import { storeOpener } from './store-connection.ts';
import { hasStore, RealStore, whyNoStore } from './testing/real-store.ts';
import { SeatModel } from './testing/seat-model.ts';

/** The scripts in a real server, and three listeners that share the seats of one QM through it. */

const TIMES: SeatTimes = { ttlMs: 2_000, renewMs: 400, settleMs: 1_000 };

async function clientOf(address: string, name = 'a'): Promise<StoreClient> {
  const login = { address, username: undefined, passwordFile: undefined, caFile: undefined };
  const options = { open: storeOpener(login), name, probeKey: `hal:probe:${name}` };
  const client = new StoreClient({ ...options, log: recordedLog(), clock: systemClock });
  onTestFinished(() => client.close());
  await expect.poll(() => client.status.state, { timeout: 10_000, interval: 10 }).toBe('ready');
  return client;
}

describe.skipIf(!hasStore)(`in a real store${whyNoStore}`, () => {
  it('the script counts as the model does', async () => {
    const { address } = await RealStore.start();
    const client = await clientOf(address);
    const model = new SeatModel();
    const held = new Map<string, string[]>();
    let serial = 0;
    const both = async (script: typeof SEAT_SCRIPT, args: readonly string[]) => {
      const expected = model.run(script, args);
      const reply = await client.runScript(script, SEAT_KEYS, args);
      return [reply, expected].map((one) => (Array.isArray(one) ? one.map(String) : one));
    };
    for (let step = 0; step < 600; step += 1) {
      const id = `l${step % 4}`;
      const mine = held.get(id) ?? [];
      // Neither settles nor ends in this test: those depend on time, which the store has its own of.
      if (step % 7 === 3 && mine.length > 0) {
        const [lease = ''] = mine.splice(step % mine.length, 1);
        const [reply, expected] = await both(RETURN_SCRIPT, [step % 3 === 0 ? id : '', lease]);
        expect(reply).toEqual(expected);
        continue;
      }
      serial += 1;
      const want = step % 5 === 0 ? '' : `${id}:${serial}`;
      // One lease that it never had, as after lost data.
      const claimed = step % 11 === 5 ? [...mine, `${id}:old${serial}`] : mine;
      const total = String(3 + (step % 3));
      const [reply, expected] = await both(SEAT_SCRIPT, [id, '3600000', '0', total, want, ...claimed]);
      expect(reply).toEqual(expected);
      const [granted, , , ...lost] = expected as string[];
      const kept = claimed.filter((lease) => !lost?.includes(lease));
      held.set(id, granted === '1' ? [...kept, want] : kept);
    }
    expect(serial).toBeGreaterThan(400);
  });

  it('leases end by themselves, and a new store settles first', async () => {
    const { address } = await RealStore.start();
    const client = await clientOf(address);
    const call = async (id: string, want: string, ...held: string[]) =>
      await client.runScript(SEAT_SCRIPT, SEAT_KEYS, [id, '600', '300', '1', want, ...held]);
    expect(await call('a', 'a:1')).toEqual([0, 0, expect.any(Number)]);
    await pause(400);
    expect(await call('a', 'a:1')).toEqual([1, 1, 0]);
    expect(await call('b', 'b:1')).toEqual([0, 1, 0]);
    await pause(400);
    expect(await call('b', 'b:1')).toEqual([0, 1, 0]);
    await pause(300);
    expect(await call('b', 'b:1')).toEqual([1, 1, 0]);
    expect(await call('a', '', 'a:1')).toMatchObject([0, 1, 0, expect.anything()]);
  });

  it('garbage of another program in the keys is an error, and nothing else', async () => {
    const { address } = await RealStore.start();
    const client = await clientOf(address);
    await client.run(['SET', SEAT_KEYS[0], 'not ours']);
    const leases = new SeatLeases({ store: client, id: 'a', total: 2, log: recordedLog(), times: TIMES });
    await expect(leases.take(new AbortController().signal)).rejects.toMatchObject({ code: 'LICENCE_LIMIT' });
    await leases.close();
    await client.run(['ZADD', FLEET_KEYS[0], '9999999999999', 'x', '9999999999999', 'y']);
    await client.run(['HSET', FLEET_KEYS[1], 'x', '{"id":7}', 'y', Buffer.alloc(3_000, 0xff)]);
    await client.run(['DEL', SEAT_KEYS[0]]);
    const reply = await client.runScript(LIST_SCRIPT, [...FLEET_KEYS, SEAT_KEYS[0]], []);
    expect(parseFleet(reply)).toEqual({ members: [], unreadable: 2, seatsInUse: 0 });
  });

  it('runs every script with the rights that SECURITY.md lists', async () => {
    const { rights } =
      /`user hal on >PASSWORD (?<rights>[^`]+)`/.exec(readFileSync('SECURITY.md', 'utf8'))?.groups ?? {};
    const store = await RealStore.start();
    await store.run('ACL', 'SETUSER', 'default', 'resetkeys', '-@all', ...(rights ?? '').split(' '));
    const client = await clientOf(store.address);
    const run = (script: typeof SEAT_SCRIPT, keys: readonly string[], ...args: string[]) =>
      client.runScript(script, keys, args);
    // Twice, since the first call finds nothing that has ended, and nothing to remove.
    for (let round = 0; round < 2; round += 1) {
      expect(await run(SEAT_SCRIPT, SEAT_KEYS, 'a', '1', '0', '2', 'a:1', 'a:2')).toHaveLength(3);
      await run(RETURN_SCRIPT, SEAT_KEYS, 'a', 'a:1');
      await run(LISTENERS_SCRIPT, SEAT_KEYS);
      await run(REMOVE_SCRIPT, SEAT_KEYS, 'a', 'b');
      await run(HEARTBEAT_SCRIPT, FLEET_KEYS, 'old', '{}');
      await run(MEMBERS_SCRIPT, FLEET_KEYS);
      await run(LIST_SCRIPT, [...FLEET_KEYS, SEAT_KEYS[0]]);
      await run(LEAVE_SCRIPT, FLEET_KEYS, 'old');
      await pause(20);
    }
    expect(client.status.state).toBe('ready');
  });

  it('heartbeats are there at once, and go with their listener', async () => {
    const { address } = await RealStore.start();
    const client = await clientOf(address);
    const member = {
      host: 'hal1',
      port: 8768,
      pid: 1,
      version: '0.1.0',
      state: 'running' as const,
      uptimeMs: 5,
      clients: { open: 1, max: 50 },
    };
    const heartbeat = new FleetHeartbeat({
      store: client,
      id: '0b8f6c1d2e3a.4711.5f0c9a1b',
      describe: () => member,
      clock: systemClock,
    });
    expect(heartbeat.fleet).toBeUndefined();
    await heartbeat.write();
    const list = async () =>
      parseFleet(await client.runScript(LIST_SCRIPT, [...FLEET_KEYS, SEAT_KEYS[0]], []));
    expect(await list()).toMatchObject({
      members: [{ ...member, id: '0b8f6c1d2e3a.4711.5f0c9a1b', silentMs: expect.any(Number) }],
      unreadable: 0,
    });
    expect(heartbeat.fleet).toMatchObject({ members: [member], unreadable: 0 });
    await heartbeat.close();
    expect((await list()).members).toEqual([]);
  });

  it('three listeners never have more QM sessions than seats, also through crashes and an outage', async () => {
    const TOTAL = 4;
    const first = await RealStore.start();
    const qm = await QmServer.start();
    onTestFinished(() => qm.stop());
    qm.onStatement = async (statement) => {
      if (!statement.startsWith('LIST')) return undefined;
      await pause(20);
      return { output: '0 records listed.\n', status: 0 };
    };
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, qm.qm.sessions.size);
    }, 2);
    onTestFinished(() => clearInterval(watch));
    let serial = 0;
    const join = async () => {
      serial += 1;
      const store = await clientOf(first.address, `c${serial}`);
      const leases = new SeatLeases({
        store,
        id: `l${serial}`,
        total: TOTAL,
        log: recordedLog(),
        times: TIMES,
      });
      const account = qmClientAccount(
        { host: '127.0.0.1', port: qm.port },
        { username: qm.qm.username, password: () => qm.qm.password },
        { account: 'HAL', sessions: 3, seats: leases, holdsListenerLock: false },
      );
      onTestFinished(async () => {
        await account.close();
        await leases.close();
      });
      return { store, account, leases };
    };
    const listeners = [await join(), await join(), await join()];
    const load = async (ms: number) => {
      const until = performance.now() + ms;
      const ask = async (account: (typeof listeners)[number]['account']) => {
        while (performance.now() < until) {
          await account.execute(toQmText('LIST MEDICATION')).catch(() => pause(20));
        }
      };
      await Promise.all(listeners.flatMap(({ account }) => Array.from({ length: 4 }, () => ask(account))));
    };
    await load(4_000);
    expect(most).toBe(TOTAL);
    expect(listeners.every(({ account }) => account.status().state === 'ready')).toBe(true);
    // One dies: its connections end, and it gives nothing back.
    const dead = listeners.shift();
    dead?.store.close();
    await dead?.account.close();
    await load(3_500);
    listeners.push(await join());
    await load(2_000);
    // The store dies and comes back without its data.
    await first.kill();
    await load(1_500);
    expect(listeners.filter(({ account }) => account.status().state === 'ready').length).toBeGreaterThan(1);
    await first.restart();
    await load(6_000);
    expect(most).toBe(TOTAL);
    const held = listeners.reduce((sum, { leases }) => sum + leases.status.held, 0);
    expect(held).toBeLessThanOrEqual(TOTAL);
    expect(qm.qm.sessions.size).toBeLessThanOrEqual(TOTAL);
  });
});
