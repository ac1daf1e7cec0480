import { isDeepStrictEqual } from 'node:util';
import { copyOfDesiredFile, desiredFileOfPort, HOME_FILES } from '../../contract/home-files.ts';
import type { Registration, RunProfile } from '../../contract/registration.ts';
import { DESIRED, type Desired } from '../../contract/run-state.ts';
import { portOfFlags, type StartFlags } from '../../contract/start-flags.ts';
import type { Fingerprints } from '../lifecycle/repeated-environment.ts';
import { HomeError } from './home-error.ts';
import { readStateFileOrThrow, removeStateFile, writeStateFile } from './state-files.ts';

/**
 * The saved desired state. If `run/` is missing or the file in it is damaged, the copy is used, so that a stop is kept and
 * the next listener can be compared with the previous one.
 *
 * @param file relative to the home: see home-files.ts
 * @returns undefined if there was no order yet
 * @throws HomeError if it cannot be read for a transient reason
 */
export function readDesired(home: string, file: string): Desired | undefined {
  return (
    readStateFileOrThrow(home, file, DESIRED) ?? readStateFileOrThrow(home, copyOfDesiredFile(file), DESIRED)
  );
}

/** @throws HomeError */
export function writeDesired(home: string, file: string, desired: Desired): void {
  const copy = copyOfDesiredFile(file);
  // The copy is written first, because an older copy could undo a stop.
  const hasCopy = succeeds(() => writeStateFile(home, copy, desired));
  writeStateFile(home, file, desired);
  if (!hasCopy) succeeds(() => removeStateFile(home, copy));
}

/** @throws HomeError */
export function removeDesired(home: string, file: string): void {
  removeStateFile(home, copyOfDesiredFile(file));
  removeStateFile(home, file);
}

/** Whether a write succeeded. Errors are ignored, since the main file's error is reported. */
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
  /** The port of a flag; without one a supervisor manages the last started listener, on any port. */
  readonly flagPort: number | undefined;
  /** The port of a start without a flag; 0 means any. */
  readonly configuredPort: number;
}

/** An ordered start. */
export interface StartRecord {
  readonly flags: StartFlags;
  readonly profile?: RunProfile | undefined;
  /** Its port, if no flag sets it. */
  readonly port?: number | undefined;
  readonly isAdditional: boolean;
}

/** The part of a registration that a restart repeats, or that finds the listener again. */
export type RunDetails = Pick<
  Registration,
  'ports' | 'flags' | 'profile' | 'pid' | 'processStart' | 'userNo' | 'origin' | 'endpoint' | 'registeredAt'
>;

type SavedRun = Pick<Desired, 'port' | 'flags' | 'profile' | 'pid' | 'listener' | 'ignoredVariables'>;

/** Converts a run to its saved form. */
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

/** A value as it would be read from a file, without undefined fields. */
function toPlainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function portOfEnvironment(profile: RunProfile | undefined): number | undefined {
  return portOfFlags({ '--port': profile?.environment.WEBSOCKET_PORT ?? '' });
}

/**
 * The desired state of a supervisor's listener, and how it was last started. A home has one such listener; an additional one,
 * on a port given by a flag, has a file of its own.
 */
export class DesiredState {
  readonly #home: string;
  readonly #ports: DesiredStatePorts;

  constructor(home: string, ports: DesiredStatePorts) {
    this.#home = home;
    this.#ports = ports;
  }

  /** The saved state; undefined if there was no order yet, or it cannot be read. */
  get desired(): Desired | undefined {
    try {
      return this.readDesired();
    } catch (error) {
      if (!(error instanceof HomeError)) throw error;
      return undefined;
    }
  }

  /** The saved state, for a caller that must not act without it. @throws HomeError if it cannot be read now */
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
   * Matches the listener that this state belongs to: on the port where it was last started, or on the configured one. If the
   * saved state is lost, every listener matches. The state is read once, so that several listeners, one of which may be slow,
   * are compared with the same state.
   *
   * @throws HomeError if it cannot be read now
   */
  ownMatcher(): (registration: Pick<Registration, 'ports'>) => boolean {
    const { flagPort, configuredPort } = this.#ports;
    const last = flagPort ?? this.readDesired()?.port;
    if (last === undefined) return () => true;
    const wantedPorts = flagPort === undefined ? [last, configuredPort] : [flagPort];
    return ({ ports }) => wantedPorts.some((port) => port === 0 || ports.includes(port));
  }

  /**
   * Whether a listener may belong to this state on any port: a home has one that was started without a port flag. Its start
   * may be unsaved because the disk was full.
   */
  hasNoPortFlag({ flags }: Pick<Registration, 'flags'>): boolean {
    return this.#ports.flagPort === undefined && portOfFlags(flags) === undefined;
  }

  /** Whether the state of the listener on that port is the main one of the home. */
  isMain(port: number | undefined = this.#ports.flagPort): boolean {
    return this.#file(port) === HOME_FILES.desired;
  }

  /**
   * Saves the desired state, before any start or stop. Fields that are not given keep their values.
   *
   * @param port port of another listener of this home; by default this one
   * @returns a function that restores the previous state, for an order that could not be carried out
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
   * Saves a start, which replaces everything.
   *
   * @param start.profile its run profile, if that is known
   * @param start.isAdditional whether another listener of this home runs
   * @throws HomeError
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
   * @param ignored ignored variables, known to the caller that started it; by default the saved ones are kept
   * @throws HomeError
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
