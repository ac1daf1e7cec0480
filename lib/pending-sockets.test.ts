import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import {
  addressGroup,
  isThisMachine,
  PendingSockets,
  type PendingSocketsOptions,
} from './pending-sockets.ts';
import { FakeClock } from './testing/fake-clock.ts';

interface TestSocket {
  readonly name: string;
  destroyed: boolean;
  destroy(): void;
}

function testSocket(name: string): TestSocket {
  return {
    name,
    destroyed: false,
    destroy() {
      this.destroyed = true;
    },
  };
}

function pendingSockets(limits: Partial<PendingSocketsOptions> = {}) {
  const clock = new FakeClock();
  const drops: string[] = [];
  const pending = new PendingSockets<TestSocket>({
    timeoutMs: 10_000,
    maxTotal: () => 6,
    maxPerAddress: (address) => (address === 'proxy' ? Number.POSITIVE_INFINITY : 3),
    onDrop: (reason, address) => drops.push(`${address} ${reason}`),
    clock,
    ...limits,
  });
  onTestFinished(() => pending.close());
  const arrive = (address: string, count = 1): TestSocket[] =>
    Array.from({ length: count }, (_, index) => {
      const socket = testSocket(`${address} ${index}`);
      pending.add(socket, address);
      return socket;
    });
  return { pending, clock, drops, arrive };
}

const isOpen = ({ destroyed }: TestSocket): boolean => !destroyed;

it('replaces the oldest socket of an address over its limit', () => {
  const { arrive, drops } = pendingSockets();
  const other = arrive('other');
  const sockets = arrive('flood', 10);
  expect(sockets.map(isOpen)).toEqual([...Array(7).fill(false), true, true, true]);
  expect(other.every(isOpen)).toBe(true);
  expect(drops).toEqual(Array(7).fill('flood address_limit'));
});

it('replaces the oldest socket of the address with the most, when all places are taken', () => {
  const { arrive, drops } = pendingSockets();
  const proxied = arrive('proxy', 5);
  const one = arrive('one');
  const other = arrive('other', 2);
  expect(proxied.map(isOpen)).toEqual([false, false, true, true, true]);
  expect([...one, ...other].every(isOpen)).toBe(true);
  expect(drops).toEqual(['proxy total_limit', 'proxy total_limit']);
});

it('closes sockets at an absolute deadline', () => {
  const { pending, clock, arrive, drops } = pendingSockets();
  const [early] = arrive('one');
  clock.advance(6_000);
  const [late] = arrive('other');
  // A step of the wall clock is no time.
  clock.setWall(0);
  pending.closeExpired();
  expect(isOpen(early!)).toBe(true);
  clock.advance(4_000);
  pending.closeExpired();
  expect([early!, late!].map(isOpen)).toEqual([false, true]);
  // A refusal shortens the time, and never lengthens it.
  pending.closeWithin(late!, 2_000);
  clock.advance(1_999);
  pending.closeWithin(late!, 2_000);
  pending.closeExpired();
  expect(isOpen(late!)).toBe(true);
  clock.advance(1);
  pending.closeExpired();
  expect(isOpen(late!)).toBe(false);
  expect(drops).toEqual(['one timeout', 'other timeout']);
});

it('releases an accepted socket, and starts over if it becomes pending again', () => {
  const { pending, clock, arrive, drops } = pendingSockets();
  const [staying, answered] = arrive('one', 2);
  expect(pending.release(staying!)).toBe(true);
  expect(pending.release(staying!)).toBe(false);
  clock.advance(9_000);
  pending.add(answered!, 'one');
  clock.advance(9_000);
  pending.closeExpired();
  expect([staying!, answered!].every(isOpen)).toBe(true);
  expect(pending.size).toBe(1);
  clock.advance(1_000);
  pending.closeExpired();
  expect(isOpen(answered!)).toBe(false);
  expect(drops).toEqual(['one timeout']);
});

it('never exceeds its limits, and never drops a newcomer', () => {
  const step = fc.record({
    address: fc.constantFrom('a', 'b', 'c', 'proxy'),
    ms: fc.integer({ min: 0, max: 4_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { pending, clock, arrive } = pendingSockets();
      const sockets: TestSocket[] = [];
      for (const { address, ms } of steps) {
        clock.advance(ms);
        pending.closeExpired();
        sockets.push(...arrive(address));
        expect(isOpen(sockets.at(-1)!)).toBe(true);
        const open = sockets.filter(isOpen);
        expect(open.length).toBe(pending.size);
        expect(open.length).toBeLessThanOrEqual(6);
        expect(open.filter(({ name }) => name.startsWith('a ')).length).toBeLessThanOrEqual(3);
      }
      pending.close();
    }),
  );
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['2001:DB8::', '2001:db8:0:0::/64'],
  ['::9', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80::1'],
  ['fe80::2%eth0', 'fe80::2'],
  [undefined, 'unknown'],
])('%s counts under %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

it('recognizes addresses of this machine', () => {
  expect(['127.0.0.1', '::1'].every(isThisMachine)).toBe(true);
  expect(['127.0.0.2', '192.0.2.7', 'unknown'].some(isThisMachine)).toBe(false);
});
