import { expect, it } from 'vitest';
import { endpointAddress } from './endpoint-address.ts';

const place = { platform: 'linux', pid: 4711, home: '/home/anna/hal', shortFolder: '/tmp/h-1000' } as const;

it('stands in run/ by PID', () => {
  expect(endpointAddress(place)).toBe('/home/anna/hal/run/4711.sock');
});

it('moves to a short folder where the path would be over 100 bytes', () => {
  const longest = `/${'x'.repeat(100 - '//run/4711.sock'.length)}`;
  expect(endpointAddress({ ...place, home: longest })).toBe(`${longest}/run/4711.sock`);
  const moved = endpointAddress({ ...place, home: `${longest}y` });
  expect(moved).toMatch(/^\/tmp\/h-1000\/[0-9a-f]{8}-4711\.sock$/);
  expect(endpointAddress({ ...place, home: `${longest}z` })).not.toBe(moved);
});

it('counts bytes, not characters', () => {
  expect(endpointAddress({ ...place, home: `/${'ü'.repeat(60)}` })).toMatch(/^\/tmp\//);
});

it('is a named pipe on Windows', () => {
  expect(endpointAddress({ ...place, platform: 'win32' })).toBe('\\\\.\\pipe\\hal-listener-4711');
});
