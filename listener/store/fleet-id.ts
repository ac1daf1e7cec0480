import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { isProcessAlive, ownProcessStart, processStart } from '../../lib/processes.ts';
import { readOrCreateKey } from '../control/control-key.ts';
import type { Log } from '../log/log-line.ts';

/**
 * How a listener is called in the session store: by its home, its process and when that started. So a listener knows which
 * entries are of earlier processes of its own home that are gone.
 */

const PLACE_LENGTH = 12;
const START_LENGTH = 8;

export interface FleetId {
  readonly id: string;
  /** Whether an entry is of a process of this home that has ended. */
  isEndedPredecessor(id: string): boolean;
}

/** @param log is told of a key that is damaged */
export function createFleetId(home: string, log: Pick<Log, 'warn'>): FleetId {
  const place = placeOf(home, log);
  const id = `${place}.${process.pid}.${shorten(ownProcessStart(), START_LENGTH)}`;
  return {
    id,
    isEndedPredecessor: (other) => {
      if (other === id) return false;
      const [, otherPlace, pid, start] = /^([0-9a-f]+)\.(\d{1,9})\.([0-9a-f]+)$/.exec(other) ?? [];
      if (otherPlace !== place || pid === undefined) return false;
      if (!isProcessAlive(Number(pid))) return true;
      const now = processStart(Number(pid));
      return now !== undefined && shorten(now, START_LENGTH) !== start;
    },
  };
}

/** The key of the control channel is different in each home, also in containers of the same name. */
function placeOf(home: string, log: Pick<Log, 'warn'>): string {
  let key: Buffer;
  try {
    key = readOrCreateKey(home, log);
  } catch {
    // The control channel reports it.
    key = randomBytes(16);
  }
  return shorten(Buffer.concat([Buffer.from(`${hostname()}\0`), key]), PLACE_LENGTH);
}

function shorten(text: string | Buffer, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
