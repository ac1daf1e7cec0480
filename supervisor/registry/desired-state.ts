import { isDeepStrictEqual } from 'node:util';
import { copyOfDesiredFile, desiredFileOfPort, HOME_FILES } from '../../contract/home-files.ts';
import type { Registration, RunProfile } from '../../contract/registration.ts';
import { DESIRED, type Desired } from '../../contract/run-state.ts';
import { portOfFlags, type StartFlags } from '../../contract/start-flags.ts';
import type { Fingerprints } from '../lifecycle/repeated-environment.ts';
import { HomeError, readStateFileOrThrow, removeStateFile, writeStateFile } from './state-files.ts';

/**
 * What the operator wants, as it was written last. Where `run/` is gone or the file in it is damaged, the copy beside
 * it says the same: a stop stays, and the next listener is held against the one before.
 *
 * @param file relative to home: see home-files.ts
 * @returns undefined where nothing was ordered yet
 * @throws HomeError where it cannot be read for a reason that passes
 */
export function readDesired(home: string, file: string): Desired | undefined {
  return (
    readStateFileOrThrow(home, file, DESIRED) ?? readStateFileOrThrow(home, copyOfDesiredFile(file), DESIRED)
  );
}

/** @throws HomeError */
export function writeDesired(home: string, file: string, desired: Desired): void {
  const copy = copyOfDesiredFile(file);
  // First, and never older than the file: it could undo a stop.
  const hasCopy = succeeds(() => writeStateFile(home, copy, desired));
  writeStateFile(home, file, desired);
  if (!hasCopy) succeeds(() => removeStateFile(home, copy));
}

/** @throws HomeError */
export function removeDesired(home: string, file: string): void {
  removeStateFile(home, copyOfDesiredFile(file));
  removeStateFile(home, file);
}

/** Whether the home let it be done: the file itself counts, and says why. */
function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (!(error instanceof HomeError)) throw error;
    return false;
  }
}

export interface DesiredStatePorts {
  /** The one a flag names; without it, a supervisor is responsible for the listener started last, on any port. */
  readonly flagPort: number | undefined;
  /** Where a start without a flag would be; 0 is any. */
  readonly configuredPort: number;
}

/** A start as it was ordered. */
export interface StartRecord {
  readonly flags: StartFlags;
  readonly profile?: RunProfile | undefined;
  /** Where it would be, where no flag says it. */
  readonly port?: number | undefined;
  readonly isAdditional: boolean;
}

/** As much of a registration as a restart repeats, and as finds the listener again. */
export type RunDetails = Pick<
  Registration,
  'ports' | 'flags' | 'profile' | 'pid' | 'processStart' | 'userNo' | 'origin' | 'endpoint' | 'registeredAt'
>;

type SavedRun = Pick<Desired, 'port' | 'flags' | 'profile' | 'pid' | 'listener' | 'ignoredVariables'>;

/** How a listener runs, in the form in which it is saved. */
export function toSavedRun(run: RunDetails): SavedRun {
  const { ports, flags, profile, pid, processStart, userNo, origin, endpoint } = run;
  const [port] = ports;
  return {
    ...(port === undefined ? {} : { port }),
    flags,
    profile,
    pid,
    listener: { processStart, userNo, origin, endpoint },
  };
}

function savedRunOf({ port, flags, profile, pid, listener, ignoredVariables }: Desired): SavedRun {
  return { ...(port === undefined ? {} : { port }), flags, profile, pid, listener, ignoredVariables };
}

/** As it stands in a file: what is undefined is not there. */
function toPlainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function portOfEnvironment(profile: RunProfile | undefined): number | undefined {
  return portOfFlags({ '--port': profile?.environment.WEBSOCKET_PORT ?? '' });
}

/**
 * What the operator wants of the listener a supervisor is responsible for, and how it was started last. A home has
 * one such listener; the state of an additional one, on a named port, has a file of its own.
 */
export class DesiredState {
  readonly #home: string;
  readonly #ports: DesiredStatePorts;

  constructor(home: string, ports: DesiredStatePorts) {
    this.#home = home;
    this.#ports = ports;
  }

  /** The saved state; undefined where nothing was ordered yet, or it cannot be read. */
  get desired(): Desired | undefined {
    try {
      return this.readDesired();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return undefined;
    }
  }

  /** The saved state, for a caller that must not act without it. @throws HomeError where it cannot be read now */
  readDesired(): Desired | undefined {
    return this.#read(this.#file(this.#ports.flagPort));
  }

  /** The port of the next start without a port flag; 0 is any port. */
  get nextPort(): number {
    const { desired } = this;
    const { flagPort, configuredPort } = this.#ports;
    return (
      flagPort ?? portOfFlags(desired?.flags ?? {}) ?? portOfEnvironment(desired?.profile) ?? configuredPort
    );
  }

  /** Whether a listener is the one this state belongs to. */
  isOwn(registration: Pick<Registration, 'ports'>): boolean {
    return this.ownMatcher()(registration);
  }

  /**
   * Matches the listener this state belongs to: on the port where it was started last, or on the configured
   * one. Where the saved state is lost, every listener matches. The state is read once, so that several
   * listeners, one of which may be slow, are compared with the same state.
   *
   * @throws HomeError where it cannot be read now
   */
  ownMatcher(): (registration: Pick<Registration, 'ports'>) => boolean {
    const { flagPort, configuredPort } = this.#ports;
    const last = flagPort ?? this.readDesired()?.port;
    if (last === undefined) return () => true;
    const wantedPorts = flagPort === undefined ? [last, configuredPort] : [flagPort];
    return ({ ports }) => wantedPorts.some((port) => port === 0 || ports.includes(port));
  }

  /**
   * Whether a listener may be the one this state belongs to on any port: a home has one that was started without
   * a port flag. Its start may be noted nowhere, on a disk that was full.
   */
  hasNoPortFlag({ flags }: Pick<Registration, 'flags'>): boolean {
    return this.#ports.flagPort === undefined && portOfFlags(flags) === undefined;
  }

  /** Whether the state of the listener on that port is the main one of the home. */
  isMain(port: number | undefined = this.#ports.flagPort): boolean {
    return this.#file(port) === HOME_FILES.desired;
  }

  /**
   * Saved before any start or stop. Fields that are not given keep their values.
   *
   * @param port of another listener of this home; without it, this one
   * @returns what takes it back: an order that the system did not let through is none
   * @throws HomeError
   */
  save(desired: Desired, port: number | undefined = this.#ports.flagPort): () => void {
    const file = this.#file(port);
    const previous = this.#read(file);
    writeDesired(this.#home, file, { ...previous, ...desired });
    return () => {
      if (previous === undefined) removeDesired(this.#home, file);
      else writeDesired(this.#home, file, previous);
    };
  }

  /**
   * Saves a start, which sets everything.
   *
   * @param start.profile what it would run with beside the flags, where that is known
   * @param start.further whether another listener of this home runs
   * @throws as `say`
   */
  saveStart(desired: Desired, start: StartRecord): void {
    const { flags, profile, isAdditional } = start;
    const { flagPort, configuredPort } = this.#ports;
    const port = portOfFlags(flags) ?? start.port ?? configuredPort;
    const file = isAdditional ? this.#file(flagPort) : HOME_FILES.desired;
    writeDesired(this.#home, file, {
      ...desired,
      ...(port === 0 ? {} : { port }),
      flags,
      ...(profile === undefined ? {} : { profile, notedAt: desired.at }),
    });
  }

  /**
   * Saves how the listener runs, for the next start.
   *
   * @param ignored known to the caller that started it; without it, the saved ones stay
   * @throws as `say`
   */
  saveRun(registration: RunDetails, fallback: Desired, ignored?: Fingerprints): void {
    const desired = this.readDesired() ?? fallback;
    const ignoredVariables =
      ignored ?? (desired.pid === registration.pid ? desired.ignoredVariables : undefined);
    const saved = { ...toSavedRun(registration), ignoredVariables };
    if (isDeepStrictEqual(toPlainJson(saved), toPlainJson(savedRunOf(desired)))) return;
    this.save({ ...desired, ...saved, notedAt: registration.registeredAt });
  }

  #read(file: string): Desired | undefined {
    return readDesired(this.#home, file);
  }

  #file(port: number | undefined): string {
    if (port === undefined) return HOME_FILES.desired;
    const main = this.#read(HOME_FILES.desired);
    return main === undefined || (main.port ?? port) === port ? HOME_FILES.desired : desiredFileOfPort(port);
  }
}
