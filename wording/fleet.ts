import { type SeenMember, STALE_MS } from '../contract/fleet.ts';

/** `silent`: no heartbeat for a while, so nobody knows what it does. */
export type MemberState = SeenMember['state'] | 'silent';

/** What an operator reads. */
export const MEMBER_STATE_LABELS: Readonly<Record<MemberState, string>> = {
  running: 'Running',
  degraded: 'No database',
  draining: 'Draining',
  drained: 'Drained',
  stopping: 'Stopping',
  silent: 'Silent',
};

/** Whether a listener has not been heard of for so long that it does not count as there. */
export function isSilent({ silentMs }: Pick<SeenMember, 'silentMs'>): boolean {
  return silentMs > STALE_MS;
}

export function memberState(member: Pick<SeenMember, 'silentMs' | 'state'>): MemberState {
  return isSilent(member) ? 'silent' : member.state;
}
