import { lowestFreeUserNo, REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';
import type { Desired } from '../../contract/run-state.ts';
import { sameStart } from '../../lib/processes.ts';
import type { Platform } from '../platform/platform.ts';
import type { DesiredState } from './desired-state.ts';
import type { ListenerProcess, UnresponsiveEndpoint } from './find-listeners.ts';

/** For fields that only a registration or the listener itself contains. */
const UNKNOWN = 'unknown';

/** The registration of a listener as far as the saved state contains it; undefined if it contains too little. */
export function savedRegistration(desired: Desired | undefined): Registration | undefined {
  const { port, pid, listener, flags = {}, profile, notedAt = 0 } = desired ?? {};
  if (port === undefined || pid === undefined || listener === undefined) return undefined;
  return {
    form: REGISTRATION_FORM,
    ...listener,
    pid,
    ports: [port],
    account: UNKNOWN,
    version: UNKNOWN,
    registeredAt: notedAt,
    flags,
    environment: [],
    profile,
  };
}

/**
 * Finds a listener of which only the saved state and its process are left: somebody removed `run/`, or a disk damaged its
 * registration while it hung. It still has its port, so it is treated like a registered listener that hangs.
 *
 * @returns undefined if its process has exited
 */
export async function findLostListener(
  registration: Registration,
  platform: Pick<Platform, 'isAlive' | 'process'>,
): Promise<ListenerProcess | undefined> {
  if (!platform.isAlive(registration.pid)) return undefined;
  const start = (await platform.process(registration.pid))?.start;
  if (start === undefined || !sameStart(start, registration.processStart)) return undefined;
  return { registration, condition: 'hangs', why: 'its registration is gone', lost: true };
}

/**
 * Describes a listener that has an endpoint of the home and does not answer, without a registration or saved state, as on a
 * disk that was full since its start. Its port and settings are taken from the last saved state.
 *
 * @param usedUserNos numbers of other listeners: it gets a free one, by which it can be ended
 * @returns undefined if its process cannot be inspected
 */
export async function toHungListener(
  { pid, endpoint, why }: UnresponsiveEndpoint,
  usedUserNos: readonly number[],
  { desired, nextPort }: Pick<DesiredState, 'desired' | 'nextPort'>,
  platform: Pick<Platform, 'process'>,
): Promise<ListenerProcess | undefined> {
  const processStart = (await platform.process(pid))?.start;
  if (processStart === undefined) return undefined;
  const { port = nextPort, listener: last } = desired ?? {};
  const isFree = last !== undefined && !usedUserNos.includes(last.userNo);
  const userNo = isFree ? last.userNo : lowestFreeUserNo(usedUserNos);
  const listener = { processStart, userNo, origin: last?.origin ?? 'cli', endpoint };
  const registration = savedRegistration({
    desired: 'running',
    by: '',
    at: 0,
    ...desired,
    port,
    pid,
    listener,
  });
  return registration && { registration, condition: 'hangs', why, lost: true };
}
