import type { Alarm, AlarmKind } from '../../contract/alarm.ts';
import { alarmTitle } from '../../contract/alarm.ts';
import { type Clock, WallTimes } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { DeclinedShare, type QuestionCounts } from './declined-share.ts';
import { ALARM_HOLD_MS, type LevelState, NOT_RAISED, nextLevelState } from './levels.ts';
import {
  type AlarmFigures,
  type AlarmLimits,
  HOLD_MS,
  type MeasuredKind,
  type Reading,
  readFigures,
} from './readings.ts';

const MEASURED = Object.entries(HOLD_MS) as readonly (readonly [MeasuredKind, number])[];
const NOT_MEASURED: Reading = { level: 'within', detail: '' };

function isMeasured(kind: AlarmKind): kind is MeasuredKind {
  return Object.hasOwn(HOLD_MS, kind);
}

export interface AlarmsOptions {
  readonly limits: AlarmLimits;
  /** The figures of the moment, except those of the process. */
  readonly figures: () => Pick<AlarmFigures, 'diskFree' | 'seats' | 'certificate'> & {
    /** Since the start. */
    readonly questions: QuestionCounts;
  };
  /** The last message of each kind that earlier listeners left, which this one continues. */
  readonly earlier: readonly Alarm[];
  readonly log: Pick<Log, 'warn' | 'info'>;
  readonly clock: Clock;
  /** Receives each alarm and each recovery, after they are logged. */
  readonly onAlarm: (alarm: Alarm) => void;
}

/** What ends with the process it is about; a recovery is said once the next one has run for a minute. */
const OF_PROCESS: ReadonlySet<AlarmKind> = new Set(['cpu', 'memory', 'crash']);

/** Raises and ends the alarms of a listener: at most one message a minute of each kind. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #states = new Map<MeasuredKind, LevelState>();
  readonly #raised = new Map<AlarmKind, Alarm>();
  readonly #declined = new DeclinedShare();
  readonly #startedAt: number;
  /** Recoveries from alarms of an earlier process that have not been said. */
  readonly #owed = new Set<AlarmKind>();

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#startedAt = options.clock.monotonic();
    for (const alarm of options.earlier) this.#continue(alarm);
  }

  /** The alarms that have been raised and not ended, oldest first. */
  get raised(): readonly Alarm[] {
    return [...this.#raised.values()];
  }

  /** Called once a second. @returns what has changed */
  check(process: Pick<AlarmFigures, 'cpu' | 'memory'>): readonly Alarm[] {
    const { clock, limits, figures, onAlarm } = this.#options;
    const now = clock.monotonic();
    const { questions, ...others } = figures();
    const readings = readFigures(
      { ...others, ...process, questions: this.#declined.add(questions, now) },
      limits,
    );
    const changed: Alarm[] = [];
    for (const [kind, holdMs] of MEASURED) {
      const before = this.#states.get(kind) ?? NOT_RAISED;
      // What is not measured any more, such as a certificate that is not used, is over.
      const { level, detail } = readings.get(kind) ?? NOT_MEASURED;
      const next = nextLevelState(before, level, holdMs, now);
      this.#states.set(kind, next);
      if (next.raised === before.raised) continue;
      changed.push({ kind, state: next.raised ? 'raised' : 'cleared', at: clock.now(), detail });
    }
    changed.push(...this.#owedRecoveries(readings, now));
    for (const alarm of changed) {
      this.#log(alarm);
      // Raised again, it owes no recovery from before.
      this.#owed.delete(alarm.kind);
      if (alarm.state === 'raised') this.#raised.set(alarm.kind, alarm);
      else this.#raised.delete(alarm.kind);
      onAlarm(alarm);
    }
    return changed;
  }

  #continue(alarm: Alarm): void {
    const { clock } = this.#options;
    const { kind, at } = alarm;
    const raised = alarm.state === 'raised';
    if (raised && OF_PROCESS.has(kind)) this.#owed.add(kind);
    if (!isMeasured(kind)) return;
    const changedAt = new WallTimes(clock).monotonicOf(at);
    const isContinued = raised && !OF_PROCESS.has(kind);
    this.#states.set(kind, { ...NOT_RAISED, raised: isContinued, changedAt });
    if (isContinued) this.#raised.set(kind, alarm);
  }

  /** A listener that crashes again within a minute, or is beyond its limit again, has not recovered. */
  #owedRecoveries(readings: ReadonlyMap<AlarmKind, Reading>, now: number): readonly Alarm[] {
    if (now - this.#startedAt < ALARM_HOLD_MS) return [];
    const { clock } = this.#options;
    const recovered: Alarm[] = [];
    for (const kind of this.#owed) {
      const { level, detail } = readings.get(kind) ?? NOT_MEASURED;
      if (level === 'beyond') continue;
      this.#owed.delete(kind);
      if (isMeasured(kind)) this.#states.set(kind, { ...NOT_RAISED, changedAt: now });
      recovered.push({ kind, state: 'cleared', at: clock.now(), detail });
    }
    return recovered;
  }

  #log(alarm: Alarm): void {
    const { kind, state, detail } = alarm;
    const details = { kind, detail: detail === '' ? undefined : detail };
    if (state === 'raised') this.#options.log.warn(`alarm: ${alarmTitle(alarm)}`, details);
    else this.#options.log.info(`alarm cleared: ${alarmTitle(alarm)}`, details);
  }
}
