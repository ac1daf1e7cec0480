import type { Alarm } from '../contract/alarm.ts';
import { describeAlarm } from '../contract/alarm.ts';
import type { Clock } from '../lib/clock.ts';
import { recordEvent } from '../supervisor/registry/event-file.ts';
import type { AlarmSenders } from './alarm-senders.ts';

export interface RunAlarmsOptions {
  readonly home: string;
  /** The configured port. */
  readonly port: number;
  /** Who starts the listener, for the events. */
  readonly by: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** The alarms of `run`: those of its listener, and crashes of earlier listeners that it noticed before it starts one. */
export class RunAlarms {
  readonly #options: RunAlarmsOptions;
  #senders: AlarmSenders | undefined;
  #pending: Alarm[] = [];

  constructor(options: RunAlarmsOptions) {
    this.#options = options;
  }

  /** For a crash, which is recorded already. */
  readonly onCrash = (alarm: Alarm): void => this.#send(alarm);

  /** For an alarm of the listener, which is logged already. */
  readonly onAlarm = (alarm: Alarm): void => {
    const { home, by, port, clock } = this.#options;
    const kind = alarm.state === 'raised' ? 'alarm' : 'alarm-cleared';
    const event = {
      kind,
      alarm: alarm.kind,
      cause: describeAlarm(alarm),
      by,
      port,
      pid: process.pid,
    } as const;
    recordEvent(home, event, clock);
    this.#send(alarm);
  };

  /** Called once the listener has started: sends what is waiting. */
  onStarted(senders: AlarmSenders): void {
    this.#senders = senders;
    for (const alarm of this.#pending.splice(0)) senders.send(alarm);
  }

  /** Called if the listener does not start. @returns what has not been sent */
  onStartFailed(): readonly Alarm[] {
    return this.#pending.splice(0);
  }

  /** Gives up what is waiting. */
  close(): void {
    this.#senders?.close();
  }

  #send(alarm: Alarm): void {
    if (this.#senders === undefined) this.#pending.push(alarm);
    else this.#senders.send(alarm);
  }
}
