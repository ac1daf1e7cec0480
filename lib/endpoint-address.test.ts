import { expect, it } from 'vitest';
import { endpointAddresses, pidOfEndpoint } from './endpoint-address.ts';

const place = { platform: 'linux', pid: 4711, home: '/home/anna/hal', shortFolder: '/tmp/h-1000' } as const;

const firstOf = (one: Parameters<typeof endpointAddresses>[0]) => endpointAddresses(one)[0];

it('is in run/, named by PID', () => {
  expect(firstOf(place)).toBe('/home/anna/hal/run/4711.sock');
});

it('uses a short folder if the path would exceed 100 bytes', () => {
  const longest = `/${'x'.repeat(100 - '//run/4711.sock'.length)}`;
  expect(firstOf({ ...place, home: longest })).toBe(`${longest}/run/4711.sock`);
  const moved = firstOf({ ...place, home: `${longest}y` });
  expect(moved).toMatch(/^\/tmp\/h-1000\/[0-9a-f]{8}-4711\.sock$/);
  expect(firstOf({ ...place, home: `${longest}z` })).not.toBe(moved);
});

it('counts bytes, not characters', () => {
  expect(firstOf({ ...place, home: `/${'ü'.repeat(60)}` })).toMatch(/^\/tmp\//);
});

it('is a named pipe on Windows', () => {
  expect(firstOf({ ...place, platform: 'win32' })).toBe('\\\\.\\pipe\\hal-listener-4711');
});

it('has a second place for a home that cannot be written', () => {
  expect(endpointAddresses(place)).toHaveLength(2);
  expect(endpointAddresses({ ...place, platform: 'win32' })).toHaveLength(1);
});

it('is recognized by its name in every location', () => {
  const [usual = '', short = ''] = endpointAddresses(place).map((address) => address.replace(/^.*\//, ''));
  expect(pidOfEndpoint(usual, 'run', place.home)).toBe(4711);
  expect(pidOfEndpoint(short, 'short', place.home)).toBe(4711);
  expect(pidOfEndpoint(short, 'short', '/another/home')).toBeUndefined();
  expect(pidOfEndpoint('hal-listener-4711', 'pipes', place.home)).toBe(4711);
  for (const name of ['x.sock', '0.sock', '4711', '-1.sock', '10001.json', 'hal-listener-watch']) {
    expect(pidOfEndpoint(name, 'run', place.home)).toBeUndefined();
    expect(pidOfEndpoint(name, 'pipes', place.home)).toBeUndefined();
  }
});
