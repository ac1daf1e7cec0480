import { createHash, randomBytes } from 'node:crypto';
import type { StoreClient } from '../store-client.ts';
import type { StoreReply } from '../store-connection.ts';
import { StoreError } from '../store-error.ts';
import { storeScript } from '../store-script.ts';
import { MAX_SEALED_BYTES } from './sealed-session.ts';

/** What the session store does with one session; each operation is one step for all listeners. */
export interface RemoteSessions {
  /** Whether sessions can be written. */
  readonly isWritable: boolean;
  /** Whether sessions can be read. */
  readonly isReadable: boolean;
  /** Calls the handler each time sessions can be written again. */
  onReady(handler: () => void): () => void;
  /**
   * Reads a session that a client resumes, and counts that.
   *
   * @param leastEpoch the number of the resume is at least this; 0 if this listener does not know the session
   * @throws StoreError
   */
  claim(sessionId: string, leastEpoch: number, ttlMs: number, timeoutMs: number): Promise<Claim>;
  /** Writes a session if the store holds the expected version of it. @throws StoreError */
  write(sessionId: string, write: SessionWrite, timeoutMs: number): Promise<WriteResult>;
}

export type Claim =
  /** Its first write may still be under way. */
  | { readonly kind: 'none'; readonly epoch: number }
  /** There is something that is no session. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'found'; readonly version: string; readonly value: Buffer; readonly epoch: number };

export interface SessionWrite {
  /** The version that was read or written last; empty if none was. */
  readonly expected: string;
  readonly value: Buffer;
  readonly ttlMs: number;
  /** The last epoch in the session: later resumes get a higher one. */
  readonly epoch: number;
}

export type WriteResult =
  | { readonly kind: 'written'; readonly version: string }
  /** The store holds another version, and keeps it. */
  | { readonly kind: 'conflict'; readonly version: string; readonly value: Buffer };

const MAX_VERSION_BYTES = 64;
const VERSION_BYTES = 9;

/**
 * A session is a hash: `v` the sealed session, `n` a random name of this version, `e` the number of resumes, which may be
 * there first. What is no such hash is nobody's session, since nobody else writes keys of this name, and is replaced by the
 * next write.
 */
const PRELUDE = `
local key = KEYS[1]
local kind = redis.call('TYPE', key)['ok']
local valid = kind == 'hash' and redis.call('HSTRLEN', key, 'n') <= ${MAX_VERSION_BYTES}
  and redis.call('HSTRLEN', key, 'v') > 0 and redis.call('HSTRLEN', key, 'v') <= ${MAX_SEALED_BYTES}
local empty = kind == 'none' or kind == 'hash' and redis.call('HSTRLEN', key, 'v') == 0
  and redis.call('HSTRLEN', key, 'n') == 0 and redis.call('HSTRLEN', key, 'e') > 0
`;

/** A store that takes no writes still gives the session. */
const CLAIM = storeScript(`${PRELUDE}
local least = tonumber(ARGV[2])
if kind == 'none' and least == 0 then return {'none', 0} end
if not valid and not empty then return {'damaged'} end
local epoch = redis.pcall('HINCRBY', key, 'e', 1)
if type(epoch) ~= 'number' then
  epoch = 0
elseif epoch < least then
  epoch = least
  redis.pcall('HSET', key, 'e', ARGV[2])
end
redis.pcall('PEXPIRE', key, ARGV[1])
if empty then return {'none', epoch} end
return {'found', redis.call('HGET', key, 'n') or '', redis.call('HGET', key, 'v'), epoch}
`);

const WRITE = storeScript(`${PRELUDE}
local expected, version, value, ttl, epoch = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
if valid then
  local stored = redis.call('HGET', key, 'n') or ''
  if stored ~= expected then return {'conflict', stored, redis.call('HGET', key, 'v')} end
elseif not empty then
  redis.call('DEL', key)
end
redis.call('HSET', key, 'n', version, 'v', value)
local counted = tonumber(redis.call('HGET', key, 'e'))
if not counted or counted < epoch then redis.call('HSET', key, 'e', ARGV[5]) end
redis.call('PEXPIRE', key, ttl)
return {'written', version}
`);

/** The name of a session's key. With a session id one can resume the session, so names do not tell it. */
function sessionKey(prefix: string, sessionId: string): string {
  return `${prefix}session:${createHash('sha256').update(sessionId).digest('base64url')}`;
}

/** Sessions in Valkey or Redis. */
export class StoredSessions implements Pick<RemoteSessions, 'claim' | 'write'> {
  readonly #client: Pick<StoreClient, 'runScript'>;
  readonly #prefix: string;

  constructor(client: Pick<StoreClient, 'runScript'>, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  async claim(sessionId: string, leastEpoch: number, ttlMs: number, timeoutMs: number): Promise<Claim> {
    const keys = [sessionKey(this.#prefix, sessionId)];
    const args = [String(Math.round(ttlMs)), String(leastEpoch)];
    const [kind, version, value, epoch] = listOf(await this.#client.runScript(CLAIM, keys, args, timeoutMs));
    if (isText(kind, 'none')) return { kind: 'none', epoch: isCount(version) ? version : 0 };
    if (isText(kind, 'damaged')) return { kind: 'damaged' };
    if (isText(kind, 'found') && Buffer.isBuffer(version) && Buffer.isBuffer(value))
      return { kind: 'found', version: version.toString('latin1'), value, epoch: isCount(epoch) ? epoch : 0 };
    throw unexpected();
  }

  async write(sessionId: string, write: SessionWrite, timeoutMs: number): Promise<WriteResult> {
    const keys = [sessionKey(this.#prefix, sessionId)];
    const version = randomBytes(VERSION_BYTES).toString('base64url');
    const args = [
      Buffer.from(write.expected, 'latin1'),
      version,
      write.value,
      String(Math.max(1, Math.round(write.ttlMs))),
      String(write.epoch),
    ];
    const [kind, stored, value] = listOf(await this.#client.runScript(WRITE, keys, args, timeoutMs));
    if (isText(kind, 'written')) return { kind: 'written', version };
    if (isText(kind, 'conflict') && Buffer.isBuffer(stored) && Buffer.isBuffer(value))
      return { kind: 'conflict', version: stored.toString('latin1'), value };
    throw unexpected();
  }
}

/** The sessions in the store of a client that reconnects. */
export function remoteSessions(client: StoreClient, prefix: string): RemoteSessions {
  const stored = new StoredSessions(client, prefix);
  return {
    get isWritable() {
      return client.status.state === 'ready';
    },
    get isReadable() {
      return client.isConnected;
    },
    onReady: (handler) => client.onReady(handler),
    claim: (sessionId, leastEpoch, ttlMs, timeoutMs) => stored.claim(sessionId, leastEpoch, ttlMs, timeoutMs),
    write: (sessionId, write, timeoutMs) => stored.write(sessionId, write, timeoutMs),
  };
}

function listOf(reply: StoreReply): readonly StoreReply[] {
  return Array.isArray(reply) ? reply : [];
}

function isText(reply: StoreReply | undefined, text: string): boolean {
  return Buffer.isBuffer(reply) ? reply.toString('latin1') === text : reply === text;
}

function isCount(reply: StoreReply | undefined): reply is number {
  return typeof reply === 'number' && Number.isSafeInteger(reply) && reply >= 0;
}

function unexpected(): StoreError {
  return new StoreError('refused', 'the session store replied with something unexpected');
}
