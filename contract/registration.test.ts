import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Registration, readRegistration } from './registration.ts';

const REGISTERED: Registration = {
  form: 1,
  userNo: 10_001,
  pid: 4711,
  processStart: 'boot:x:8675309',
  origin: 'tray',
  ports: [8768],
  account: 'HAL',
  version: '0.1.0',
  endpoint: '/var/lib/hal-listener/run/4711.sock',
  registeredAt: 1_764_000_000_000,
  flags: { '--port': '8768' },
  environment: ['WEBSOCKET_TOKEN'],
};

it("parses a listener's registration, and ignores fields of later versions", () => {
  expect(readRegistration(JSON.stringify(REGISTERED))).toEqual({ kind: 'ours', registration: REGISTERED });
  expect(readRegistration(JSON.stringify({ ...REGISTERED, mood: 'fine' })).kind).toBe('ours');
});

it('distinguishes another version of the file from garbage', () => {
  expect(readRegistration('{"form":2,"who":"knows"}')).toEqual({ kind: 'other-form', form: 2 });
  const whole = JSON.stringify(REGISTERED);
  for (const text of ['', '{', 'null', '[]', '{"form":1}', whole.slice(0, -3), '\0'.repeat(100)]) {
    expect(readRegistration(text)).toEqual({ kind: 'garbage' });
  }
  for (const wrong of [{ pid: 0 }, { pid: '1' }, { ports: [] }, { ports: [0] }, { origin: 'moon' }]) {
    expect(readRegistration(JSON.stringify({ ...REGISTERED, ...wrong }))).toEqual({ kind: 'garbage' });
  }
});

it('throws for no text at all', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readRegistration(text)));
});
