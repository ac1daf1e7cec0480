import { z } from 'zod';
import type { StoreReply } from './store-connection.ts';
import { storeScript } from './store-script.ts';

/**
 * The count of QM seats that listeners share. A lease stands for one QM session; it ends by itself unless its listener
 * renews it. All times are the store's own, so the clocks of the listeners do not matter.
 */

/** The leases by their end, the listeners by their last call, and since when the count can be relied on. */
export const SEAT_KEYS = ['hal:seats', 'hal:seats:listeners', 'hal:seats:state'] as const;

/** Seat counts that nobody uses are forgotten after a day. */
export const FORGET_MS = 86_400_000;

/**
 * One call of one listener: renews its leases, and takes another one if it wants one.
 *
 * New leases are granted only while the count can be relied on: not after the store has lost its data, or was out of reach
 * for everybody so long that leases ended, until every known listener has renewed its own, or `settle` ms have passed.
 * A listener that has one gets a further one only if one stays free for each listener without.
 *
 * ARGV: listener, ttl ms, settle ms, total, wanted lease or empty, the leases it holds.
 * Replies: granted (0 or 1), leases in use, ms until the count settles (0: it has), the leases it has lost.
 */
export const SEAT_SCRIPT = storeScript(`
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local me, want = ARGV[1], ARGV[5]
local ttl, settle, total = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local leases, listeners, state = KEYS[1], KEYS[2], KEYS[3]
local since = tonumber(redis.call('HGET', state, 'since') or '')
local last = tonumber(redis.call('HGET', state, 'last') or '')
local blank = redis.call('HGET', state, 'blank') == '1'
if not since or not last then
  since, blank = now, true
elseif now - last > ttl then
  since = now
end
redis.call('HSET', state, 'since', since, 'last', now, 'blank', blank and '1' or '0')
redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
redis.call('ZREMRANGEBYSCORE', listeners, '-inf', now - ${FORGET_MS})
redis.call('ZADD', listeners, now, me)
local calls = redis.call('ZRANGE', listeners, 0, -1, 'WITHSCORES')
local settling = false
if now - since < settle then
  settling = blank
  for i = 2, #calls, 2 do
    if tonumber(calls[i]) < since then settling = true end
  end
elseif blank then
  redis.call('HSET', state, 'blank', '0')
end
local reply = {0, 0, 0}
for i = 6, #ARGV do
  if redis.call('ZSCORE', leases, ARGV[i]) or redis.call('ZCARD', leases) < total then
    redis.call('ZADD', leases, now + ttl, ARGV[i])
  else
    reply[#reply + 1] = ARGV[i]
  end
end
if want ~= '' and not settling then
  local owners = {}
  for _, lease in ipairs(redis.call('ZRANGE', leases, 0, -1)) do
    owners[string.match(lease, '^[^:]*')] = true
  end
  local reserved = 0
  if owners[me] then
    for i = 1, #calls, 2 do
      if not owners[calls[i]] and tonumber(calls[i + 1]) > now - ttl then reserved = reserved + 1 end
    end
  end
  if redis.call('ZCARD', leases) + reserved < total then
    redis.call('ZADD', leases, now + ttl, want)
    reply[1] = 1
  end
end
for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ${FORGET_MS}) end
reply[2] = redis.call('ZCARD', leases)
reply[3] = settling and math.max(1, settle - (now - since)) or 0
return reply
`);

/** Gives leases back, and the listener's own place if it leaves. ARGV: listener or empty, leases. */
export const RETURN_SCRIPT = storeScript(`
for i = 2, #ARGV do redis.call('ZREM', KEYS[1], ARGV[i]) end
if ARGV[1] ~= '' then redis.call('ZREM', KEYS[2], ARGV[1]) end
return 1
`);

/** The listeners that are known. */
export const LISTENERS_SCRIPT = storeScript(`return redis.call('ZRANGE', KEYS[2], 0, -1)`);

/** Takes listeners that have ended off the count, with their leases. ARGV: listeners. */
export const REMOVE_SCRIPT = storeScript(`
for _, id in ipairs(ARGV) do
  redis.call('ZREM', KEYS[2], id)
  for _, lease in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if string.sub(lease, 1, #id + 1) == id .. ':' then redis.call('ZREM', KEYS[1], lease) end
  end
end
return 1
`);

export interface SeatReply {
  readonly granted: boolean;
  /** Leases of all listeners. */
  readonly inUse: number;
  /** Milliseconds until new leases are granted; 0: they are. */
  readonly settlingMs: number;
  readonly lost: readonly string[];
}

const REPLY = z.tuple(
  [
    z.union([z.literal(0), z.literal(1)]),
    z.number().int().nonnegative(),
    z.number().nonnegative().max(FORGET_MS),
  ],
  z.union([z.string(), z.instanceof(Buffer)]).transform(String),
);

/** @throws Error if the store replied something else */
export function parseSeatReply(reply: StoreReply): SeatReply {
  const parsed = REPLY.safeParse(reply);
  if (!parsed.success) throw new Error('the session store replied something else than a count of seats');
  const [granted, inUse, settlingMs, ...lost] = parsed.data;
  return { granted: granted === 1, inUse, settlingMs, lost };
}
