import type { OtherPhantom, Processes } from '../contract/panel-processes.ts';
import type { Clock } from '../lib/clock.ts';
import { oneLine, truncate } from '../lib/text.ts';
import { userId } from '../lib/user.ts';
import { endOtherListener, type OtherProcess } from '../supervisor/lifecycle/end-other-listener.ts';
import type { SupervisorOptions } from '../supervisor/lifecycle/supervisor-types.ts';
import {
  conditionOf,
  findOtherListeners,
  type OtherListener,
  type OtherListeners,
} from '../supervisor/registry/other-listeners.ts';
import { PanelError } from '../wording/panel-error.ts';

type Options = Pick<SupervisorOptions, 'home' | 'platform' | 'by' | 'clock' | 'sleep'>;

/** A look runs PowerShell on Windows and goes through all processes on Linux; pages ask every two seconds. */
const LOOK_INTERVAL_MS = 5_000;
const MAX_TEXT = 500;

interface Look {
  /** Monotonic, ms. */
  readonly at: number;
  readonly found: Promise<OtherListeners>;
}

/** What the panel shows of phantoms of other homes, looked for at most every few seconds whoever asks. */
export class OtherPhantoms {
  #look: Look | undefined;
  /** CPU time of each process at the look before. */
  #before: ReadonlyMap<string, { readonly at: number; readonly cpuMs: number }> = new Map();
  #cpu: ReadonlyMap<string, number> = new Map();

  /** @param known PIDs that are shown already */
  async view(
    options: Options,
    known: ReadonlySet<number>,
    isHomeHidden: boolean,
  ): Promise<Pick<Processes, 'others' | 'othersIncomplete'>> {
    const { listeners, incomplete } = await this.#lookAgain(options, isHomeHidden);
    // One that has ended since, or is registered in this home by now, is not shown.
    const shown = listeners.filter(
      ({ program: { pid } }) => !known.has(pid) && options.platform.isAlive(pid),
    );
    return {
      others: shown.map((listener) => toView(listener, this.#cpu.get(keyOf(listener)))),
      ...(incomplete === undefined ? {} : { othersIncomplete: incomplete }),
    };
  }

  /** @returns one line that says what was done @throws PanelError */
  async end(process: OtherProcess, options: Options): Promise<string> {
    const result = await endOtherListener(process, { ...options, ownUid: userId() });
    this.#look = undefined;
    const { pid } = process;
    switch (result.kind) {
      case 'gone':
        throw new PanelError('NOT_FOUND', `PID ${pid} is no phantom any more. Nothing was ended.`);
      case 'not-ended': {
        const { user } = result.listener.program;
        throw new PanelError(
          'STOP_FAILED',
          `PID ${pid} was not ended: ${oneLine(result.why)}.`,
          `Only its user${user === undefined ? '' : ` (${user})`} or an administrator may end it.`,
        );
      }
      case 'ended':
        return result.isSaved
          ? `Ended PID ${pid}.`
          : `Ended PID ${pid}. What restarts it in its home may start it again.`;
    }
  }

  #lookAgain(options: Options, isHomeHidden: boolean): Promise<OtherListeners> {
    const { home, platform, by, clock } = options;
    const at = clock.monotonic();
    if (this.#look !== undefined && at - this.#look.at < LOOK_INTERVAL_MS) return this.#look.found;
    const search = { home, platform, by, ownUid: userId() };
    const found = findOtherListeners(search, new Set(), isHomeHidden).then((result) => {
      this.#measure(result.listeners, clock);
      return result;
    });
    this.#look = { at, found };
    // A failed look is repeated by whoever asks next.
    found.catch(() => {
      this.#look = undefined;
    });
    return found;
  }

  #measure(listeners: readonly OtherListener[], clock: Pick<Clock, 'monotonic'>): void {
    const at = clock.monotonic();
    const now = new Map<string, { readonly at: number; readonly cpuMs: number }>();
    const cpu = new Map<string, number>();
    for (const listener of listeners) {
      const { cpuMs } = listener.program;
      const key = keyOf(listener);
      const before = this.#before.get(key);
      if (cpuMs === undefined) continue;
      now.set(key, { at, cpuMs });
      if (before !== undefined && at > before.at)
        cpu.set(key, Math.max(0, (100 * (cpuMs - before.cpuMs)) / (at - before.at)));
    }
    this.#before = now;
    this.#cpu = cpu;
  }
}

function keyOf({ program: { pid, start } }: OtherListener): string {
  return `${pid} ${start}`;
}

/** Whatever another user wrote, on one line and of bounded length. */
function bounded(text: string): string {
  return truncate(oneLine(text), MAX_TEXT);
}

function toView(
  { program, home, registration, status, why }: OtherListener,
  cpu: number | undefined,
): OtherPhantom {
  const { pid, start = '', user, startedAt, ports, rss } = program;
  return {
    pid,
    start,
    condition: conditionOf(status),
    ...(home === undefined ? {} : { home: bounded(home) }),
    ...(user === undefined ? {} : { user: bounded(user) }),
    ...(registration === undefined
      ? {}
      : {
          userNo: registration.userNo,
          origin: registration.origin,
          account: bounded(registration.account),
          version: bounded(registration.version),
        }),
    ...(status === undefined
      ? { why: bounded(why) }
      : { clients: { open: status.connections.open, max: status.connections.max } }),
    ...(ports === undefined ? {} : { ports }),
    ...(startedAt === undefined ? {} : { since: startedAt }),
    ...(cpu === undefined ? {} : { cpu }),
    ...(rss === undefined ? {} : { rss }),
  };
}
