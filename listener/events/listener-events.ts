import type { ReloadReport } from '../../contract/control.ts';
import type { HomeEvent } from '../../contract/home-events.ts';
import type { AccountState } from '../../contract/status.ts';
import { runEvery } from '../../lib/background.ts';
import type { Clock } from '../../lib/clock.ts';
import type { UpgradeRejection } from '../server/upgrade.ts';
import { EventPace } from './event-pace.ts';

/** An event of a running listener for `events.jsonl`. `by`: who caused it, if anybody did. */
export type ListenerEvent = Pick<HomeEvent, 'kind' | 'cause'> & { readonly by?: string };

const CHECK_INTERVAL_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Why clients are refused, for operators. A listener that stops refuses all: that is no event of its own. */
const REFUSALS: Readonly<Record<Exclude<UpgradeRejection['kind'], 'draining'>, string>> = {
  origin: 'origin not allowed',
  token: 'token wrong or missing',
  capacity: 'no free connection',
  address: 'too many connections from one address',
  forwarding: 'not named properly by the proxy',
};

type Refusals = ReadonlyMap<string, number>;
type Reload = Pick<ListenerEvent, 'kind' | 'cause'> & { readonly by: string };

/** Tells what happens to a running listener, at a bounded rate: the database, refused clients, the configuration. */
export class ListenerEvents {
  readonly #database: EventPace<Pick<AccountState, 'state' | 'name' | 'reason'>>;
  readonly #refused: EventPace<Refusals>;
  readonly #reloads: EventPace<Reload | undefined>;
  readonly #timer: NodeJS.Timeout;
  /** Since the last event. */
  #refusals = new Map<string, number>();

  constructor(onEvent: (event: ListenerEvent) => void, clock: Pick<Clock, 'monotonic'>) {
    this.#database = new EventPace<Pick<AccountState, 'state' | 'name' | 'reason'>>(
      { state: 'ready', name: '' },
      {
        clock,
        burst: 6,
        everyMs: HOUR_MS / 2,
        isSame: (one, other) => one.state === other.state,
        record: ({ state, name, reason }, skipped) => {
          const why = state === 'down' && reason !== undefined ? `: ${reason}` : '';
          const kind = state === 'down' ? 'database-down' : 'database-up';
          onEvent({ kind, cause: `account ${name}${why}${described(skipped)}` });
        },
      },
    );
    this.#refused = new EventPace<Refusals>(new Map(), {
      clock,
      burst: 3,
      everyMs: HOUR_MS,
      isSame: () => false,
      record: (refusals) => {
        this.#refusals = new Map();
        onEvent({ kind: 'clients-refused', cause: describeRefusals(refusals) });
      },
    });
    this.#reloads = new EventPace<Reload | undefined>(undefined, {
      clock,
      burst: 12,
      everyMs: HOUR_MS / 4,
      isSame: () => false,
      record: (reload, skipped) => {
        if (reload !== undefined) onEvent({ ...reload, cause: `${reload.cause}${described(skipped)}` });
      },
    });
    this.#timer = runEvery(CHECK_INTERVAL_MS, 'listener events', () => {
      this.#database.check();
      this.#refused.check();
      this.#reloads.check();
    });
    this.#timer.unref();
  }

  /** A listener that is still connecting is neither up nor down. */
  onAccount({ state, name, reason }: AccountState): void {
    if (state !== 'connecting')
      this.#database.update({ state, name, ...(reason !== undefined && { reason }) });
  }

  onRefused(kind: UpgradeRejection['kind']): void {
    if (kind === 'draining') return;
    const why = REFUSALS[kind];
    this.#refusals.set(why, (this.#refusals.get(why) ?? 0) + 1);
    this.#refused.update(this.#refusals);
  }

  onReloaded({ changed, restart, problems }: ReloadReport, by: string): void {
    if (problems.length > 0)
      return this.#reloads.update({ kind: 'reload-failed', cause: problems.join('; '), by });
    const parts = [
      ...(changed.length === 0 ? [] : [`changed: ${changed.join(', ')}`]),
      ...(restart.length === 0 ? [] : [`needs a restart: ${restart.join(', ')}`]),
    ];
    if (parts.length > 0) this.#reloads.update({ kind: 'reloaded', cause: parts.join('; '), by });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#database.close();
    this.#refused.close();
    this.#reloads.close();
  }
}

function described(skipped: number): string {
  return skipped === 0
    ? ''
    : ` (${skipped} further ${skipped === 1 ? 'change' : 'changes'} since the last event)`;
}

function describeRefusals(refusals: Refusals): string {
  const total = [...refusals.values()].reduce((sum, count) => sum + count, 0);
  const clients = total === 1 ? '1 client' : `${total} clients`;
  const reasons = [...refusals].map(([why, count]) => (refusals.size === 1 ? why : `${count} ${why}`));
  return `${clients}: ${reasons.join(', ')}`;
}
