import { EXIT } from '../contract/exit-codes.ts';
import { hasKeeper } from '../contract/phantom-origins.ts';
import { attend } from './attendance.ts';
import { ControlError } from './control-error.ts';
import { ALIVE, afterPing, type Liveness } from './liveness.ts';
import { type AnsweringPhantom, isAnswering, type Phantom } from './phantom.ts';
import { decideRestart, type EndedRun, recentRuns } from './restart-policy.ts';
import { type StartFailure, startFailureInWords } from './start-failure.ts';
import type { Supervisor } from './supervisor.ts';
import { readLastExit } from './word-files.ts';

/** Between two looks while nothing runs, ms. */
const LOOK_EVERY_MS = 500;
/** A phantom that another supervisor owns is ours to start when that one has not for so long, ms. */
const INHERIT_AFTER_MS = 60_000;
/** From the end of the channel to the end of the process: it still writes its logs, ms. */
const ENDS_WITHIN_MS = 15_000;

/**
 * Keeps the phantom on the configured port running: adopts it, restarts it when it dies or hangs, leaves it alone
 * when it was stopped on purpose. Runs until told to leave; the phantom lives on.
 */
export class Watch {
  readonly #supervisor: Supervisor;
  readonly #signal: AbortSignal;
  #history: readonly EndedRun[] = [];
  #failure: StartFailure | undefined;
  #gaveUpAt: number | undefined;
  /** Until then (monotonic, ms) somebody else may start it. */
  #othersUntil = Number.NEGATIVE_INFINITY;
  #silence: Liveness = ALIVE;

  constructor(supervisor: Supervisor, signal: AbortSignal) {
    this.#supervisor = supervisor;
    this.#signal = signal;
  }

  /** Starts anew after giving up: "retry now". */
  retry(): void {
    this.#history = [];
    this.#gaveUpAt = undefined;
    this.#othersUntil = Number.NEGATIVE_INFINITY;
  }

  /** Resolves once the signal is aborted. */
  async run(): Promise<void> {
    const { parts } = this.#supervisor;
    while (!this.#signal.aborted) {
      await this.#supervisor.idle();
      const phantom = await this.#supervisor.adopt();
      if (phantom === undefined) await this.#nobody();
      else if (isAnswering(phantom)) await this.#attend(phantom);
      else await this.#silent(phantom);
      await parts.sleep(0, this.#signal);
    }
    this.#supervisor.ownedPid = undefined;
  }

  async #attend(phantom: AnsweringPhantom): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    const { registration, status } = phantom;
    this.#silence = ALIVE;
    this.#gaveUpAt = undefined;
    this.#othersUntil = Number.NEGATIVE_INFINITY;
    const since = parts.monotonic() - status.uptimeMs;
    const client = await supervisor.meet(registration).catch((error: unknown) => {
      if (error instanceof ControlError) return undefined;
      throw error;
    });
    if (client === undefined) return parts.sleep(LOOK_EVERY_MS, this.#signal);
    const end = await attend({
      client,
      as: hasKeeper(registration.origin) ? 'watcher' : 'owner',
      pingEveryMs: parts.pingEveryMs,
      signal: this.#signal,
      sleep: parts.sleep,
      onRole: (role) => {
        supervisor.ownedPid = role === 'owner' ? registration.pid : undefined;
        if (role === 'owner') supervisor.note(registration);
        const reason = `User No. ${registration.userNo}, PID ${registration.pid}, started by ${registration.origin}`;
        supervisor.become({ kind: 'running', phantom, role, reason });
      },
      onEvent: (event) => {
        supervisor.events.emit('event', event);
        if (event.event === 'draining') {
          supervisor.become({ kind: 'draining', phantom, reason: `${event.code} by ${event.by}` });
        }
        if (event.event === 'restart-wanted') {
          supervisor.log(`${event.by} wants a restart`);
          void supervisor.restart({ debug: event.debug, flags: event.flags ?? {} });
        }
      },
      onSample: (sample) => supervisor.events.emit('sample', sample),
    });
    if (end === 'left') return;
    const owned = supervisor.ownedPid === registration.pid;
    if (end === 'hung') return this.#hung(phantom, 'three pings were not answered', since, owned);
    await this.#afterTheEnd(phantom, since, owned);
  }

  async #afterTheEnd({ registration }: Phantom, since: number, owned: boolean): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    for (let waited = 0; waited < ENDS_WITHIN_MS && parts.platform.isAlive(registration.pid); waited += 25) {
      await parts.sleep(25, this.#signal);
    }
    // A stop or restart by this very program is under way, and is no death.
    await supervisor.idle();
    if (parts.platform.isAlive(registration.pid) || this.#signal.aborted) return;
    const word = readLastExit(parts.home, registration.pid);
    const why = word?.reason ?? 'it left no word: killed, or crashed';
    supervisor.log(`User No. ${registration.userNo} (PID ${registration.pid}) ended: ${why}`);
    if (supervisor.endedPid === registration.pid) return;
    if (hasKeeper(registration.origin)) this.#othersUntil = Number.POSITIVE_INFINITY;
    else if (!owned) this.#othersUntil = parts.monotonic() + INHERIT_AFTER_MS;
    this.#remember({ upMs: parts.monotonic() - since, exitCode: word?.code, endedAt: parts.monotonic() });
  }

  /** A phantom that lives and does not answer, found so or become so. */
  async #silent(phantom: Phantom): Promise<void> {
    const { parts } = this.#supervisor;
    if (phantom.condition === 'refuses') {
      this.#supervisor.become({ kind: 'failed', reason: phantom.why, failure: undefined });
      return parts.sleep(LOOK_EVERY_MS, this.#signal);
    }
    this.#silence = afterPing(this.#silence, false);
    if (!this.#silence.hung) return parts.sleep(parts.pingEveryMs, this.#signal);
    const why = phantom.condition === 'hangs' ? phantom.why : 'it does not answer';
    await this.#hung(phantom, why, undefined, !hasKeeper(phantom.registration.origin));
  }

  async #hung(phantom: Phantom, why: string, since: number | undefined, owned: boolean): Promise<void> {
    const supervisor = this.#supervisor;
    const { parts } = supervisor;
    supervisor.become({ kind: 'hung', phantom, reason: why });
    if (!owned || supervisor.desired?.desired === 'stopped') {
      return parts.sleep(LOOK_EVERY_MS, this.#signal);
    }
    supervisor.log(`User No. ${phantom.registration.userNo} hangs (${why}) and is restarted`);
    const silent: Phantom = { registration: phantom.registration, condition: 'hangs', why };
    await supervisor.exclusively(() => supervisor.end(silent, 'restart', true));
    this.#silence = ALIVE;
    const now = parts.monotonic();
    this.#remember({
      upMs: since === undefined ? undefined : now - since,
      exitCode: undefined,
      endedAt: now,
    });
  }

  /** Nothing is there: start it, wait, or leave it alone. */
  async #nobody(): Promise<void> {
    const supervisor = this.#supervisor;
    const { monotonic, now, sleep } = supervisor.parts;
    supervisor.ownedPid = undefined;
    const { desired } = supervisor;
    if (desired?.desired === 'stopped') {
      this.retry();
      supervisor.become({ kind: 'stopped', reason: `stopped by ${desired.by}` });
      return sleep(LOOK_EVERY_MS, this.#signal);
    }
    if (monotonic() < this.#othersUntil) {
      supervisor.become({ kind: 'stopped', reason: 'whoever started it starts it again' });
      return sleep(LOOK_EVERY_MS, this.#signal);
    }
    // An explicit start, by whomever, is a reason to try again.
    if (this.#gaveUpAt !== undefined && (desired?.at ?? 0) > this.#gaveUpAt) this.retry();
    const decision = decideRestart(this.#history, monotonic());
    if (decision.do === 'give-up') {
      this.#gaveUpAt ??= now();
      const why = this.#failure === undefined ? decision.because : startFailureInWords(this.#failure);
      supervisor.become({ kind: 'failed', failure: this.#failure, reason: why });
      return sleep(LOOK_EVERY_MS, this.#signal);
    }
    if (decision.inMs > 0) {
      const reason = this.#failure === undefined ? 'it ended' : startFailureInWords(this.#failure);
      const until = now() + decision.inMs;
      supervisor.become({ kind: 'backing-off', until, failure: this.#failure, reason });
      return sleep(Math.min(decision.inMs, LOOK_EVERY_MS), this.#signal);
    }
    await this.#start();
  }

  async #start(): Promise<void> {
    const { monotonic } = this.#supervisor.parts;
    const result = await this.#supervisor.startAgain();
    if (result.kind !== 'failed') {
      this.#failure = undefined;
      return;
    }
    const { failure } = result;
    if (failure.kind === 'countermanded') return;
    this.#failure = failure;
    this.#supervisor.log(startFailureInWords(failure));
    this.#remember({ upMs: undefined, exitCode: exitCodeOf(failure), endedAt: monotonic() });
  }

  #remember(run: EndedRun): void {
    this.#history = recentRuns([...this.#history, run]);
  }
}

function exitCodeOf(failure: StartFailure): number | undefined {
  if (failure.kind === 'bad-configuration') return EXIT.badConfiguration;
  return failure.kind === 'ended' && failure.ending.kind === 'code' ? failure.ending.code : undefined;
}
