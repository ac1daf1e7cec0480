import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import type { Query } from '../meaning/query.ts';
import type { Chosen, Now } from '../records/selection.ts';
import type { Subject } from '../table/subject-table.ts';
import { render, type Template, templateNames } from '../table/template.ts';

/** What every kind of answer is made from: the records that were found, each in words. */

export interface Findings {
  readonly query: Query;
  readonly chosen: Chosen;
  readonly now: Now;
  /** Whether spending is written with a minus in this file. */
  readonly isSigned: boolean;
  /** Whether the question only named the subject ("intent": "APPOINTMENT"). */
  readonly bare: boolean;
}

export function there(count: number, { noun }: Subject, state: string, scope: string): string {
  if (count === 0) return `There are no ${state}${noun[1]}${scope}.`;
  return count === 1
    ? `There is one ${state}${noun[0]}${scope}.`
    : `There are ${count} ${state}${noun[1]}${scope}.`;
}

/**
 * One record in words; where it holds several under one id, as "Aspirin 100 mg and Bayer Aspirin 200 mg".
 * @param scope what the answer says already, in front of the record: it is not said again
 */
export function itemOf(template: Template, stored: Row, query: Query, scope = ''): string {
  const { fields } = query.subject;
  const row = shownRow(stored, query);
  const lead = row[fields[0] ?? ''];
  if (!Array.isArray(lead) || lead.length < 2)
    return render(template, (field) => row[field], saidIn(scope)).trim();
  const parts = lead.map((_, index) =>
    render(template, (field) => {
      const value = row[field];
      return Array.isArray(value) && value.length === lead.length ? value[index] : value;
    }),
  );
  return parts.join(' and ');
}

/** A record that was asked for by its other name says it: "Aleve (naproxen)". */
function shownRow(row: Row, query: Query): Row {
  const { constraints, subject } = query;
  const [lead = ''] = subject.fields;
  for (const { kind, values } of constraints) {
    if (!kind.names || kind.fields[0] !== lead) continue;
    const called = textOf(row, lead);
    const other = values.find(
      ({ field, value }) => field !== lead && textOf(row, field).trim() === value.trim(),
    );
    const isSaid =
      other === undefined ||
      (query.ask !== undefined && templateNames(query.ask.text).includes(other.field)) ||
      render(subject.item, (field) => row[field])
        .toLowerCase()
        .includes(other.value.trim().toLowerCase()) ||
      called.toLowerCase().includes(other.value.trim().toLowerCase()) ||
      called === '';
    if (!isSaid && typeof row[lead] === 'string')
      return { ...row, [lead]: `${called} (${other.value.trim()})` };
  }
  return row;
}

/** Whether a text stands in what was said already, as whole words. */
function saidIn(scope: string): ((text: string) => boolean) | undefined {
  if (scope === '') return undefined;
  const said = ` ${scope
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}'’]+/gu, ' ')
    .trim()} `;
  return (text) => {
    const words = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}'’]+/gu, ' ')
      .trim();
    return words.length > 2 && said.includes(` ${words} `);
  };
}

export interface Told {
  readonly text: string;
  readonly rows: readonly Row[];
  readonly count: number;
  /** Nothing is told, but asked back: "Please say of which measurement". */
  readonly asksBack?: boolean;
}
