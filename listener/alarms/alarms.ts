import type { Alarm, AlarmKind } from '../../contract/alarm.ts';
import { alarmTitle } from '../../contract/alarm.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../log/log-line.ts';
import { DeclinedShare, type QuestionCounts } from './declined-share.ts';
import { ALARM_HOLD_MS, type LevelState, NOT_RAISED, nextLevelState } from './levels.ts';
import { type AlarmFigures, type AlarmLimits, HOLD_MS, type MeasuredKind, readFigures } from './readings.ts';

export interface AlarmsOptions {
  readonly limits: AlarmLimits;
  /** The figures of the moment, except those of the process. */
  readonly figures: () => Pick<AlarmFigures, 'diskFree' | 'seats' | 'certificate'> & {
    /** Since the start. */
    readonly questions: QuestionCounts;
  };
  /** Whether an earlier listener of the home crashed and nobody has been told that one runs again. */
  readonly afterCrash: boolean;
  readonly log: Pick<Log, 'warn' | 'info'>;
  readonly clock: Clock;
  /** Receives each alarm and each recovery, after they are logged. */
  readonly onAlarm: (alarm: Alarm) => void;
}

/** Raises and ends the alarms of a listener: at most one message a minute of each kind. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #states = new Map<MeasuredKind, LevelState>();
  readonly #raised = new Map<AlarmKind, Alarm>();
  readonly #declined = new DeclinedShare();
  readonly #startedAt: number;
  #afterCrash: boolean;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    this.#startedAt = options.clock.monotonic();
    this.#afterCrash = options.afterCrash;
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
    for (const [kind, { level, detail }] of readings) {
      const before = this.#states.get(kind) ?? NOT_RAISED;
      const next = nextLevelState(before, level, HOLD_MS[kind], now);
      this.#states.set(kind, next);
      if (next.raised === before.raised) continue;
      changed.push({ kind, state: next.raised ? 'raised' : 'cleared', at: clock.now(), detail });
    }
    // A listener that crashes again at once has not recovered.
    if (this.#afterCrash && now - this.#startedAt >= ALARM_HOLD_MS) {
      this.#afterCrash = false;
      changed.push({ kind: 'crash', state: 'cleared', at: clock.now(), detail: '' });
    }
    for (const alarm of changed) {
      this.#log(alarm);
      if (alarm.state === 'raised') this.#raised.set(alarm.kind, alarm);
      else this.#raised.delete(alarm.kind);
      onAlarm(alarm);
    }
    return changed;
  }

  #log(alarm: Alarm): void {
    const { kind, state, detail } = alarm;
    const details = { kind, detail: detail === '' ? undefined : detail };
    if (state === 'raised') this.#options.log.warn(`alarm: ${alarmTitle(alarm)}`, details);
    else this.#options.log.info(`alarm cleared: ${alarmTitle(alarm)}`, details);
  }
}
