import { lowestFreeUserNo, REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';
import type { Desired } from '../../contract/run-state.ts';
import { sameStart } from '../../lib/processes.ts';
import type { Platform } from '../platform/platform.ts';
import type { DesiredState } from './desired-state.ts';
import type { ListenerProcess, UnresponsiveEndpoint } from './find-listeners.ts';

/** What only a registration or the listener itself would say. */
const UNKNOWN = 'unknown';

/** The registration of a listener as far as it was noted; undefined where too little was. */
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
 * A listener of which nothing is found but a note and its process: somebody removed `run/` (`rm -rf`), or a disk damaged
 * its registration while it hung. It holds its port, and is no less there than one that is registered and hangs.
 *
 * @returns undefined where its process has ended
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
 * A listener that neither a registration nor a note names, as on a disk that was full from its start on, and that holds
 * an endpoint of the home without a word. Where it is and how it runs is taken from what is noted last.
 *
 * @param taken numbers of others: it gets a free one, by which it can be ended
 * @returns undefined where its process cannot be looked into
 */
export async function toHungListener(
  { pid, endpoint, why }: UnresponsiveEndpoint,
  taken: readonly number[],
  { desired, nextPort }: Pick<DesiredState, 'desired' | 'nextPort'>,
  platform: Pick<Platform, 'process'>,
): Promise<ListenerProcess | undefined> {
  const processStart = (await platform.process(pid))?.start;
  if (processStart === undefined) return undefined;
  const { port = nextPort, listener: last } = desired ?? {};
  const isFree = last !== undefined && !taken.includes(last.userNo);
  const userNo = isFree ? last.userNo : lowestFreeUserNo(taken);
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
