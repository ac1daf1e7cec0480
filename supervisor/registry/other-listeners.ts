import { opendirSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, userNoOfFile } from '../../contract/home-files.ts';
import { type Registration, readRegistration } from '../../contract/registration.ts';
import type { Status } from '../../contract/status.ts';
import { sameStart } from '../../lib/processes.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { ControlError } from '../control/control-error.ts';
import { endpointsOf } from '../control/endpoints.ts';
import type { Platform, RunningProgram } from '../platform/platform.ts';
import { connectTo } from './find-listeners.ts';

/**
 * Listeners of other homes and users, as the operating system shows them. Only its process list says that one runs, and its
 * own figures are shown. Command lines and files of a home may claim anything: a registration counts only for the process
 * that it names by PID and start, if that process' user wrote it, and is never a reason to look at another process.
 */

/** A listener process that is none of this home. */
export interface OtherListener {
  readonly program: RunningProgram;
  /** Its home, if that was readable and names the process; otherwise what the process itself names. */
  readonly home?: string;
  /** Its home's registration of it; absent where this user may not read that. */
  readonly registration?: Registration;
  /** Its own answer; absent where this user has not its key, or it does not answer. */
  readonly status?: Status;
  /** Why there is no answer. */
  readonly why: string;
}

/** The state of such a listener by its answer; `unknown` if it could not be asked. */
export function conditionOf(status: Status | undefined): 'running' | 'draining' | 'unknown' {
  if (status === undefined) return 'unknown';
  return status.drain === undefined ? status.state : 'draining';
}

export interface OtherListeners {
  readonly listeners: readonly OtherListener[];
  /** Why there may be more. */
  readonly incomplete?: string;
}

export interface OtherListenersSearch {
  readonly home: string;
  readonly platform: Pick<Platform, 'listenerPrograms'>;
  /** Name of this peer for the listener's log. */
  readonly by: string;
  /** This user's number; root's is 0, and on Windows users have none (-1). */
  readonly ownUid: number;
}

/** A listener answers at once or not in time for a list. */
const ANSWER_TIMEOUT_MS = 1_500;
/** What is read of another home's `run/`: a hostile one may have millions of entries. */
const MAX_RUN_ENTRIES = 1_000;
const MAX_REGISTRATIONS = 100;
const MAX_REGISTRATION_BYTES = 64 * 1_024;

/**
 * Finds the listeners of other homes.
 *
 * @param known PIDs that are shown already
 * @param isHomeHidden whether the listeners of this home cannot be found by its files
 */
export async function findOtherListeners(
  search: OtherListenersSearch,
  known: ReadonlySet<number>,
  isHomeHidden: boolean,
): Promise<OtherListeners> {
  const { programs, incomplete } = await search.platform.listenerPrograms();
  const others = programs.filter(
    ({ pid, homes, ports }) =>
      !known.has(pid) &&
      pid !== process.pid &&
      // It is still starting, perhaps as the successor of one of this home, and shows whose it is once it has its port.
      !(homes.length === 0 && ports?.length === 0) &&
      (isHomeHidden || !homes.some((home) => isSameFolder(home, search.home))),
  );
  const listeners = await Promise.all(others.map((program) => describeOther(program, search)));
  return { listeners, ...(incomplete === undefined ? {} : { incomplete }) };
}

function isSameFolder(one: string, other: string): boolean {
  if (path.resolve(one) === path.resolve(other)) return true;
  const [a, b] = [one, other].map((folder) => statOf(folder));
  return a !== undefined && b !== undefined && a.ino !== 0 && a.ino === b.ino && a.dev === b.dev;
}

function statOf(file: string): ReturnType<typeof statSync> {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}

async function describeOther(program: RunningProgram, search: OtherListenersSearch): Promise<OtherListener> {
  const [claimed] = program.homes;
  for (const home of program.homes) {
    const registration = registrationOf(program, home);
    if (registration === undefined) continue;
    return { program, home, registration, ...(await answerOf(registration, home, program, search)) };
  }
  const why =
    claimed === undefined ? 'its home is not visible to this user' : 'its home does not name it to this user';
  return { program, ...(claimed === undefined ? {} : { home: claimed }), why };
}

/** The registration that a process' own user wrote for it. */
function registrationOf({ pid, start, uid }: RunningProgram, home: string): Registration | undefined {
  if (start === undefined) return undefined;
  const run = path.join(home, HOME_FILES.run);
  for (const name of firstNames(run)) {
    const file = path.join(run, name);
    const read = readOwned(file, uid);
    if (read?.pid === pid && sameStart(read.processStart, start)) return read;
  }
  return undefined;
}

/** The first names of registrations in a folder; none if it cannot be read. */
function firstNames(run: string): string[] {
  const names: string[] = [];
  try {
    const folder = opendirSync(run);
    try {
      for (let looked = 0; looked < MAX_RUN_ENTRIES && names.length < MAX_REGISTRATIONS; looked += 1) {
        const entry = folder.readSync();
        if (entry === null) break;
        if (userNoOfFile(entry.name) !== undefined) names.push(entry.name);
      }
    } finally {
      folder.closeSync();
    }
  } catch {
    // It is not there, or not for this user.
  }
  return names;
}

/** Whether a file is that user's; on Windows, where users have no number, its folder's access list decides. */
function isOwned(file: string, uid: number | undefined): boolean {
  return uid === undefined || statOf(file)?.uid === uid;
}

function readOwned(file: string, uid: number | undefined): Registration | undefined {
  if (!isOwned(file, uid)) return undefined;
  try {
    const read = readRegistration(readFileSync(file, MAX_REGISTRATION_BYTES).toString('utf8'));
    return read.kind === 'ours' && `${read.registration.userNo}.json` === path.basename(file)
      ? read.registration
      : undefined;
  } catch {
    return undefined;
  }
}

/** What the listener itself says: asked only at an endpoint of its home, as its own user or as root. */
async function answerOf(
  registration: Registration,
  home: string,
  { uid }: RunningProgram,
  { by, ownUid }: OtherListenersSearch,
): Promise<Pick<OtherListener, 'status' | 'why'>> {
  if (uid !== undefined && ownUid !== 0 && uid !== ownUid) return { why: 'it belongs to another user' };
  // A link to somebody else's key would have root prove that one.
  if (!isOwned(path.join(home, HOME_FILES.controlKey), uid)) return { why: 'its key is not its own' };
  const { pid, endpoint } = registration;
  if (!endpointsOf(home).some((one) => one.pid === pid && one.endpoint === endpoint))
    return { why: 'its control channel is gone' };
  try {
    const client = await connectTo(registration, { home, by, timeoutMs: ANSWER_TIMEOUT_MS });
    try {
      return { status: await client.request('status', {}, ANSWER_TIMEOUT_MS), why: '' };
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return { why: error.message.replace(/\.$/, '') };
  }
}
