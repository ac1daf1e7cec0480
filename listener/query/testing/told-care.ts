import type { Row } from '../../../contract/hal.ts';
import { plainQuery } from '../meaning/plain-query.ts';
import type { Constraint, Query } from '../meaning/query.ts';
import { isIn } from '../records/selection.ts';
import type { Subject } from '../table/subject-table.ts';
import type { Findings } from '../telling/items.ts';
import { tell } from '../telling/telling.ts';
import { subjectOf } from './built-in-table.ts';

/** Medications and appointments of a family, and the answers about them. */

const now = { date: '2026-11-23', time: '10:00' };

export const medication = subjectOf('MEDICATION');
export const appointment = subjectOf('APPOINTMENT');
export const allergy = subjectOf('ALLERGY');

export const asking = ({ asks }: Subject, label: string) =>
  ({ operation: 'field', ask: asks.find((one) => one.label === label) }) as const;
export const inState = ({ states }: Subject, wanted: string) =>
  ({ state: states.find(({ name }) => name === wanted) ?? 'all', stateSaid: true }) as const;
export const isKind = ({ entities }: Subject, wanted: string, field: string, value: string): Constraint => {
  const kind = entities.find((one) => one.kind === wanted);
  if (kind === undefined) throw new Error(wanted);
  return {
    kind,
    said: value,
    values: [{ field, value, ids: [] }],
    unknown: false,
    rank: 'whole',
    isRespelled: false,
  };
};
export const drug = (name: string) => isKind(medication, 'drug', 'MEDICATION_NAME', name);
export const visitFor = (reason: string) => isKind(appointment, 'reason', 'REASON', reason);

export const pill = (MEDICATION_NAME: string, values: Row = {}): Row => ({
  '@ID': MEDICATION_NAME,
  MEDICATION_NAME,
  STATUS: 'Active',
  ...values,
});
export const visit = (APPOINTMENT_DATE: string, REASON: string, values: Row = {}): Row => ({
  '@ID': `${APPOINTMENT_DATE.slice(5)} ${REASON}`,
  APPOINTMENT_DATE,
  REASON,
  STATUS: 'Scheduled',
  ...values,
});
/** The answer, which of the records it tells and how many it counts. The records asked of are those of the state asked for. */
export function said(
  subject: Subject,
  query: Partial<Query>,
  all: readonly Row[],
  more: Partial<Findings> & Partial<Findings['chosen']> = {},
): string {
  const asked: Query = { ...plainQuery(subject), ...query };
  const rows = all.filter((row) => isIn(row, asked.state, subject, now));
  const { bare = false, undated = 0, untimed = 0, silent = [] } = more;
  const {
    text,
    rows: shown,
    count,
  } = tell({
    query: asked,
    chosen: { rows, anyState: all, undated, untimed, silent },
    now,
    isSigned: false,
    bare,
  });
  return `${text} [${shown.map((row) => row['@ID']).join(', ')}] ${count}`;
}

export const zocor = pill('Zocor', {
  DOSAGE: '20',
  DOSAGE_UNIT: 'mg',
  FREQUENCY: 'once daily',
  REFILLS_REMAINING: '2',
  COST: '9.75',
  START_DATE: '2025-03-01',
});
export const advil = pill('Advil', { REFILLS_REMAINING: '0', COST: '0.30', START_DATE: '2026-01-15' });
export const drops = pill('Xalatan drops', { STATUS: 'On hold' });
export const old = pill('Prozac', { STATUS: 'Discontinued', END_DATE: '2026-10-10' });
export const pills = [zocor, advil, drops, old];
export const bloodTest = visit('2026-11-24', 'Blood test', { APPOINTMENT_TIME: '09:30:00', DURATION: '15' });
export const dentist = visit('2026-12-03', 'Teeth cleaning', { STATUS: 'Confirmed', DURATION: '30' });
export const eyes = visit('2026-10-05', 'Eye exam', { STATUS: 'Completed', DURATION: '45' });
export const skin = visit('2026-11-30', 'Skin check', { STATUS: 'Cancelled' });
export const visits = [bloodTest, dentist, eyes, skin];
