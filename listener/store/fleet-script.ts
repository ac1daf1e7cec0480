import {
  FLEET_MEMBER,
  FORGOTTEN_MS,
  MAX_MEMBERS,
  type SeenFleet,
  type SeenMember,
} from '../../contract/fleet.ts';
import { tryParseJson } from '../../lib/text.ts';
import type { StoreReply } from './store-connection.ts';
import { storeScript } from './store-script.ts';

/** The heartbeats of the listeners that share a store: by id when and what. The times are the store's. */

export const FLEET_KEYS = ['hal:fleet:seen', 'hal:fleet:members'] as const;

/** Longer heartbeats are not looked at. */
const MAX_MEMBER_LENGTH = 4_000;

const FORGET = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ${FORGOTTEN_MS})) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end
`;

/** ARGV: id, heartbeat. Both keys end by themselves when nobody writes any more. */
export const HEARTBEAT_SCRIPT = storeScript(`${FORGET}
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ${FORGOTTEN_MS})
redis.call('PEXPIRE', KEYS[2], ${FORGOTTEN_MS})
return 1
`);

/** The ids of all entries. */
export const MEMBERS_SCRIPT = storeScript(`return redis.call('ZRANGE', KEYS[1], 0, -1)`);

/** ARGV: id. */
export const LEAVE_SCRIPT = storeScript(`
redis.call('ZREM', KEYS[1], ARGV[1])
return redis.call('HDEL', KEYS[2], ARGV[1])
`);

/**
 * Replies for each listener: milliseconds since its heartbeat, and the heartbeat. Changes nothing; the count of seats
 * comes first.
 */
export const LIST_SCRIPT = storeScript(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local reply = {redis.call('ZCOUNT', KEYS[3], now, '+inf')}
local seen = redis.call('ZRANGEBYSCORE', KEYS[1], now - ${FORGOTTEN_MS}, '+inf', 'WITHSCORES', 'LIMIT', 0, ${MAX_MEMBERS})
for i = 1, #seen, 2 do
  local member = redis.call('HGET', KEYS[2], seen[i])
  if member and #member <= ${MAX_MEMBER_LENGTH} then
    reply[#reply + 1] = tostring(now - tonumber(seen[i + 1]))
    reply[#reply + 1] = member
  end
end
return reply
`);

/** Reads what `LIST_SCRIPT` replied; what is no heartbeat is counted and left out. */
export function parseFleet(reply: StoreReply): SeenFleet {
  const [seats, ...parts] = Array.isArray(reply) ? reply : [0];
  const members: SeenMember[] = [];
  let unreadable = 0;
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const silentMs = Number(String(parts[index]));
    const parsed = FLEET_MEMBER.safeParse(tryParseJson(String(parts[index + 1])));
    if (parsed.success && Number.isFinite(silentMs))
      members.push({ ...parsed.data, silentMs: Math.max(0, Math.round(silentMs)) });
    else unreadable += 1;
  }
  const byAddress = (one: SeenMember, other: SeenMember): number =>
    one.host.localeCompare(other.host) || one.port - other.port || one.silentMs - other.silentMs;
  return {
    members: members.sort(byAddress),
    unreadable,
    seatsInUse: typeof seats === 'number' && seats >= 0 ? seats : 0,
  };
}
