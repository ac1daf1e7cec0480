import { expect, it } from 'vitest';
import { readIdentity } from './phantom-identity.ts';

it("reads the listener's origin, and accepts a user number only from QM", () => {
  const of = (origin?: string, userNo?: string, pid?: string) =>
    readIdentity({
      HAL_LISTENER_ORIGIN: origin,
      HAL_LISTENER_USER_NO: userNo,
      HAL_LISTENER_PHANTOM_PID: pid,
    });
  expect(of()).toEqual({ origin: 'cli', qmPhantom: undefined });
  expect(of('tray', '42')).toEqual({ origin: 'tray', qmPhantom: undefined });
  expect(of('qm', '42', '4711')).toEqual({ origin: 'qm', qmPhantom: { userNo: 42, pid: 4711 } });
  expect(of('qm', '42', 'x')).toEqual({ origin: 'qm', qmPhantom: { userNo: 42, pid: undefined } });
  expect(of('qm', '0x2a')).toEqual({ origin: 'qm', qmPhantom: undefined });
  expect(of('the moon')).toEqual({ origin: 'cli', qmPhantom: undefined });
});
