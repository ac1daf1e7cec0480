import { expect, it } from 'vitest';
import { identityOf } from './phantom-identity.ts';

it('reads how the listener was started, and takes a number from QM alone', () => {
  const of = (origin?: string, userNo?: string) =>
    identityOf({ HAL_LISTENER_ORIGIN: origin, HAL_LISTENER_USER_NO: userNo });
  expect(of()).toEqual({ origin: 'cli', qmUserNo: undefined });
  expect(of('tray', '42')).toEqual({ origin: 'tray', qmUserNo: undefined });
  expect(of('qm', '42')).toEqual({ origin: 'qm', qmUserNo: 42 });
  expect(of('qm', '0x2a')).toEqual({ origin: 'qm', qmUserNo: undefined });
  expect(of('the moon')).toEqual({ origin: 'cli', qmUserNo: undefined });
});
