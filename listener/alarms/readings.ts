import type { AlarmKind } from '../../contract/alarm.ts';
import { formatByteSize } from '../../lib/text.ts';
import type { QuestionCounts } from './declined-share.ts';
import { ALARM_HOLD_MS, type Level } from './levels.ts';

/** What is measured for alarms, as levels and texts. */

/** The kinds that are measured; crashes are noticed from outside. */
export type MeasuredKind = Exclude<AlarmKind, 'crash' | 'test'>;

export interface AlarmLimits {
  /** Percent of one core. */
  readonly cpu: number;
  /** Bytes of resident memory. */
  readonly memory: number;
  /** Bytes free. */
  readonly disk: number;
  /** Questions waiting for a QM session. */
  readonly waiting: number;
  /** Percent of the questions of a quarter of an hour. */
  readonly declined: number;
}

export interface AlarmFigures {
  /** Percent of one core. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
  /** Bytes free where the listener writes, the least of all places; undefined until known. */
  readonly diskFree: number | undefined;
  /** Absent if the driver has no QM sessions. `refused`: QM grants no more. */
  readonly seats: { readonly waiting: number; readonly limit: number; readonly refused: boolean } | undefined;
  /** Of the last quarter of an hour. */
  readonly questions: QuestionCounts;
  /** Absent without TLS. `warning` says what to do. */
  readonly certificate: { readonly warning?: string } | undefined;
}

export interface Reading {
  readonly level: Level;
  /** One line for operators, without names. */
  readonly detail: string;
}

/** How long a figure must be beyond its limit, ms. What does not pass by itself is told at once. */
export const HOLD_MS: Readonly<Record<MeasuredKind, number>> = {
  cpu: ALARM_HOLD_MS,
  memory: ALARM_HOLD_MS,
  disk: 0,
  seats: ALARM_HOLD_MS,
  declined: 0,
  certificate: 0,
};

/** Fewer questions say nothing about a share. */
const MIN_QUESTIONS = 20;

/** Reads every figure that is known. */
export function readFigures(figures: AlarmFigures, limits: AlarmLimits): ReadonlyMap<MeasuredKind, Reading> {
  const { cpu, memory, diskFree, seats, questions, certificate } = figures;
  const readings = new Map<MeasuredKind, Reading>([
    [
      'cpu',
      {
        level: above(cpu, limits.cpu, 0.8),
        detail: `${Math.round(cpu)} % of a core, limit ${limits.cpu} %`,
      },
    ],
    [
      'memory',
      {
        level: above(memory, limits.memory, 0.9),
        detail: `${megabytes(memory)}, limit ${megabytes(limits.memory)}`,
      },
    ],
    ['declined', declinedReading(questions, limits.declined)],
  ]);
  if (diskFree !== undefined) {
    const level = diskFree < limits.disk ? 'beyond' : diskFree >= limits.disk * 1.2 ? 'within' : 'between';
    readings.set('disk', {
      level,
      detail: `${megabytes(diskFree)} free, limit ${formatByteSize(limits.disk)}`,
    });
  }
  if (seats !== undefined) {
    const { waiting, limit, refused } = seats;
    const level = refused || waiting >= limits.waiting ? 'beyond' : waiting === 0 ? 'within' : 'between';
    const why = refused ? 'QM grants no more sessions' : `QM_SESSIONS is ${limit}`;
    readings.set('seats', { level, detail: `${waiting} questions waiting, ${why}` });
  }
  if (certificate !== undefined) {
    const { warning } = certificate;
    readings.set('certificate', {
      level: warning === undefined ? 'within' : 'beyond',
      detail: warning ?? '',
    });
  }
  return readings;
}

function declinedReading({ total, declined }: QuestionCounts, limit: number): Reading {
  const percent = total === 0 ? 0 : (100 * declined) / total;
  const level =
    total < MIN_QUESTIONS ? (percent < limit * 0.8 ? 'within' : 'between') : above(percent, limit, 0.8);
  return { level, detail: `${Math.round(percent)} % of ${total} questions in 15 minutes, limit ${limit} %` };
}

/** @param calm the share of the limit at which an alarm ends */
function above(value: number, limit: number, calm: number): Level {
  if (value > limit) return 'beyond';
  return value <= limit * calm ? 'within' : 'between';
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
