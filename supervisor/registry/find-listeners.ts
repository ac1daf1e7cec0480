import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, userNoOfFile } from '../../contract/home-files.ts';
import { type ReadRegistration, type Registration, readRegistration } from '../../contract/registration.ts';
import type { Status } from '../../contract/status.ts';
import { removeIfUnchangedSync } from '../../lib/atomic-file.ts';
import { errnoOf, fileErrorReason, isAbsent, isTransient } from '../../lib/file-error.ts';
import { sameStart } from '../../lib/processes.ts';
import { readFileSync } from '../../lib/read-file.ts';
import { ControlClient } from '../control/control-client.ts';
import { ControlError } from '../control/control-error.ts';
import { endpointsOf, type FoundEndpoint } from '../control/endpoints.ts';
import { readControlKey } from '../control/handshake.ts';
import type { Platform } from '../platform/platform.ts';
import { HomeError } from './home-error.ts';
import { accessDenied } from './state-files.ts';

/** A listener process of this home with its condition. */
export type ListenerProcess = { readonly registration: Registration } & Condition;

type Condition =
  | { readonly condition: 'answers'; readonly status: Status }
  /** Its process runs and does not answer. */
  | {
      readonly condition: 'hangs';
      readonly why: string;
      /** Its registration is missing: it may be about to restore it, or to exit. */
      readonly lost?: true;
    }
  /** It runs but rejects us: it is another version, or we do not have its key. */
  | { readonly condition: 'refuses'; readonly why: string };

/** A registration in a format that this version cannot read. */
export interface UnknownRegistration {
  readonly userNo: number;
  readonly form: number;
}

export type RunningListener = Extract<ListenerProcess, { condition: 'answers' }>;

export type HungListener = Extract<ListenerProcess, { condition: 'hangs' }>;

/** Whether the listener answers on its control channel. */
export function isRunningListener(listener: ListenerProcess): listener is RunningListener {
  return listener.condition === 'answers';
}

/** A file `run/<User No.>.json` with its contents. */
export interface RegistrationFile {
  readonly userNo: number;
  readonly file: string;
  /** Undefined if it cannot be read, for example a folder, a FIFO or a file that is too large. */
  readonly bytes: Buffer | undefined;
  readonly read: ReadRegistration;
}

/**
 * Every registration of a home, by User No.; none if nothing has ever run.
 *
 * @throws HomeError if this user may not read the folder
 */
export function registrationFiles(home: string): RegistrationFile[] {
  const run = path.join(home, HOME_FILES.run);
  return listFolder(run)
    .flatMap((name) => {
      const userNo = userNoOfFile(name);
      const file = path.join(run, name);
      if (userNo === undefined) return [];
      const bytes = readBytes(file);
      if (bytes === 'absent') return [];
      return [{ userNo, file, bytes, read: readRegistration(bytes?.toString('utf8') ?? '') }];
    })
    .sort((a, b) => a.userNo - b.userNo);
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return [];
    if (code === 'EACCES' || code === 'EPERM') throw new HomeError(accessDenied(folder, code));
    throw readError(folder, error);
  }
}

function readError(place: string, error: unknown): HomeError {
  const why = `${place} cannot be read: ${fileErrorReason(error)}. Cannot tell which listeners are running.`;
  return new HomeError(why, { cause: error });
}

function readBytes(file: string): Buffer | undefined | 'absent' {
  try {
    return readFileSync(file);
  } catch (error) {
    // A transient error does not mean that the file is damaged.
    if (isTransient(error)) throw readError(file, error);
    return isAbsent(error) ? 'absent' : undefined;
  }
}

export interface ListenerSearch {
  readonly home: string;
  readonly platform: Pick<Platform, 'process' | 'isAlive'>;
  /** Name of this peer for the listener's log. */
  readonly by: string;
  /** Receives a line for each file that was cleaned up. */
  readonly log: (line: string) => void;
  /** Called once for each registration whose listener exited without removing it. */
  readonly onStale?: (registration: Registration, why: string) => void;
  /** Resolves once it is known how a process ended, which may be later than it is gone; undefined of those of others. */
  readonly exitKnown?: (pid: number) => Promise<unknown> | undefined;
  /** Timeout for one listener's answer. */
  readonly timeoutMs?: number;
}

/**
 * A process with an endpoint of the home that is not registered and does not answer. Not on Windows, where it may be a
 * listener of any home.
 */
export interface UnresponsiveEndpoint extends FoundEndpoint {
  readonly why: string;
}

export interface FoundListeners {
  readonly listeners: readonly ListenerProcess[];
  readonly unresponsive: readonly UnresponsiveEndpoint[];
  readonly unknown: readonly UnknownRegistration[];
}

/**
 * Finds every listener of a home. A registration alone is never trusted: the listener must answer.
 *
 * @param filter limits the search, since a hung listener is slow to check
 */
export async function findListeners(
  search: ListenerSearch,
  filter: (registration: Registration) => boolean = () => true,
): Promise<FoundListeners> {
  const unknown: UnknownRegistration[] = [];
  const files = registrationFiles(search.home);
  const probes = files.map(async (file): Promise<ListenerProcess[]> => {
    const { read, userNo } = file;
    if (read.kind === 'other-form') unknown.push({ userNo, form: read.form });
    if (read.kind !== 'ours' || !filter(read.registration)) return [];
    const result = await probe(read.registration, search);
    if (result.condition !== 'stale') return [{ registration: read.registration, ...result }];
    await remove(file, result.why, search);
    return [];
  });
  const unregisteredSearch = findUnregistered(search, files);
  const registered = (await Promise.all(probes)).flat();
  const { listeners: unregistered, unresponsive } = await unregisteredSearch;
  const listeners = [...registered, ...unregistered].filter(({ registration }) => filter(registration));
  return { listeners, unresponsive, unknown };
}

/**
 * Finds running listeners whose registration is missing or damaged, because somebody removed it or the disk was full. They
 * are asked at their endpoint, which makes them restore it; only then a damaged file is moved away.
 */
async function findUnregistered(
  search: ListenerSearch,
  files: readonly RegistrationFile[],
): Promise<Pick<FoundListeners, 'listeners' | 'unresponsive'>> {
  const damaged = files.filter(({ read }) => read.kind === 'garbage');
  const registered = new Set(
    files.flatMap(({ read }) => (read.kind === 'ours' ? [read.registration.pid] : [])),
  );
  // On Windows this lists all listeners of the machine, and those of other homes would log a failed proof.
  const mayBeUnregistered = process.platform !== 'win32' || damaged.length > 0 || registered.size === 0;
  const endpoints = (mayBeUnregistered ? endpointsOf(search.home) : []).filter(
    ({ pid }) => !registered.has(pid) && search.platform.isAlive(pid),
  );
  const probed = await Promise.all(endpoints.map((endpoint) => probeUnregistered(endpoint, search)));
  for (const file of damaged) removeDamaged(file, search);
  return {
    listeners: probed.flatMap((result) => (result === undefined || 'why' in result ? [] : [result])),
    unresponsive: probed.flatMap((result) => (result === undefined || !('why' in result) ? [] : [result])),
  };
}

async function probeUnregistered(
  address: FoundEndpoint,
  search: ListenerSearch,
): Promise<RunningListener | UnresponsiveEndpoint | undefined> {
  try {
    const client = await connectTo(address, search);
    try {
      const registration = await client.request('registration', {}, search.timeoutMs);
      const status = await client.request('status', {}, search.timeoutMs);
      return { registration, condition: 'answers', status };
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    // A process accepted the connection, which the socket of a dead process would refuse.
    const isOurs = process.platform !== 'win32' && error.kind === 'no-answer';
    return isOurs ? { ...address, why: error.message.replace(/\.$/, '') } : undefined;
  }
}

function removeDamaged({ file, bytes, userNo }: RegistrationFile, { log }: ListenerSearch): void {
  if (!removeIfUnchangedSync(file, bytes, true)) return;
  log(`registration of User No. ${userNo} removed: it is empty or damaged`);
}

type ProbeResult = Condition | { readonly condition: 'stale'; readonly why: string };

async function probe(registration: Registration, search: ListenerSearch): Promise<ProbeResult> {
  try {
    const client = await connectTo(registration, search);
    try {
      const status = await client.request('status', {}, search.timeoutMs);
      if (status.userNo === registration.userNo) return { condition: 'answers', status };
      return { condition: 'stale', why: `process ${status.pid} is User No. ${status.userNo} now` };
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return classifyFailure(registration, error, search);
  }
}

/** Connects to a registered listener. @throws ControlError */
export async function connectTo(
  { endpoint, pid }: Pick<Registration, 'endpoint' | 'pid'>,
  { home, by, timeoutMs }: Pick<ListenerSearch, 'home' | 'by' | 'timeoutMs'>,
): Promise<ControlClient> {
  const key = readControlKey(home);
  if (key === undefined) throw new ControlError('unreachable', `There is no control.key in ${home}.`);
  return ControlClient.connect({ endpoint, pid, key, by, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
}

async function classifyFailure(
  registration: Registration,
  error: ControlError,
  { platform }: ListenerSearch,
): Promise<ProbeResult> {
  const reason = await goneReason(registration, platform);
  if (reason !== undefined) return { condition: 'stale', why: reason };
  const why = error.message.replace(/\.$/, '');
  switch (error.kind) {
    case 'forbidden':
    case 'version':
    case 'not-admitted':
    case 'impostor':
      return { condition: 'refuses', why };
    case 'unreachable':
      return { condition: 'hangs', why: 'its control channel is gone' };
    default:
      return { condition: 'hangs', why };
  }
}

/**
 * Why the process of a registration has certainly exited: no process has its PID, or another one has. A process that we may
 * not inspect counts as running.
 */
export async function goneReason(
  { pid, processStart }: Pick<Registration, 'pid' | 'processStart'>,
  platform: ListenerSearch['platform'],
): Promise<string | undefined> {
  if (!platform.isAlive(pid)) return `process ${pid} is gone`;
  const now = await platform.process(pid);
  if (now?.start === undefined || sameStart(now.start, processStart)) return undefined;
  return `process ${pid} is another program now (${now.name})`;
}

/** Removes a registration whose process has certainly exited; asks no listener. */
export async function removeIfGone(
  file: RegistrationFile,
  search: Pick<ListenerSearch, 'platform' | 'log' | 'onStale' | 'exitKnown'>,
): Promise<void> {
  if (file.read.kind !== 'ours') return;
  const reason = await goneReason(file.read.registration, search.platform);
  if (reason !== undefined) await remove(file, reason, search);
}

async function remove(
  file: RegistrationFile,
  why: string,
  { log, onStale, exitKnown }: Pick<ListenerSearch, 'log' | 'onStale' | 'exitKnown'>,
): Promise<void> {
  if (file.read.kind === 'ours') await exitKnown?.(file.read.registration.pid);
  if (!removeIfUnchangedSync(file.file, file.bytes)) return;
  log(`stale registration of User No. ${file.userNo} removed: ${why}`);
  if (file.read.kind !== 'ours') return;
  onStale?.(file.read.registration, why);
  const { endpoint, pid } = file.read.registration;
  // A socket file outlives its process. Only one with the dead process's PID in its name is removed.
  if (endpoint.endsWith(`${pid}.sock`)) removeSocket(endpoint);
}

function removeSocket(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The disk fails; the next cleanup removes it.
  }
}
