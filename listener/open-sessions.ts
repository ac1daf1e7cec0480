import { join } from 'node:path';
import type { Clock } from '../lib/clock.ts';
import { readTextFileSync } from '../lib/read-file.ts';
import type { Config } from './config/config.ts';
import type { Log } from './log/log-line.ts';
import type { Sessions } from './protocol/session-access.ts';
import { readSessions, removeSessions, SessionSaver } from './protocol/session-file.ts';
import { SessionStore } from './protocol/session-store.ts';
import { announceKey } from './store/key-announcement.ts';
import { parseKeyFile } from './store/key-ring.ts';
import { STORE_PREFIX } from './store/open-store.ts';
import { remoteSessions } from './store/sessions/remote-sessions.ts';
import { SharedSessions } from './store/sessions/shared-sessions.ts';
import type { StoreClient } from './store/store-client.ts';

export interface OpenSessions {
  readonly sessions: Sessions;
  /** Writes what has changed to the file and the session store, and stops. */
  close(): Promise<void>;
}

/** Opens the sessions of earlier processes, from the home, and where listeners share a store, from there. */
export async function openSessions(
  config: Config,
  store: StoreClient | undefined,
  log: Log,
  clock: Clock,
): Promise<OpenSessions> {
  const { local, saver } = await openLocalSessions(config, clock, log);
  const keyFile = config.sessionStoreKeyFile;
  if (store === undefined || keyFile === undefined) return { sessions: local, close: () => saver.close() };
  const keys = parseKeyFile(readTextFileSync(keyFile));
  const stopAnnouncing = announceKey(store, keys, log);
  const shared = new SharedSessions({
    local,
    remote: remoteSessions(store, STORE_PREFIX),
    keys,
    log,
    clock,
  });
  return {
    sessions: shared,
    close: async () => {
      stopAnnouncing();
      await shared.close();
      await saver.close();
    },
  };
}

async function openLocalSessions(config: Config, clock: Clock, log: Log) {
  const path = join(config.home, 'sessions.json');
  if (!config.keepSessions) {
    await removeSessions(path, log);
    const local = new SessionStore(clock);
    return { local, saver: new SessionSaver(local, { path: undefined, log }) };
  }
  const local = new SessionStore(clock, await readSessions(path, log));
  return { local, saver: new SessionSaver(local, { path, log }) };
}
