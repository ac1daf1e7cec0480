import type { Row } from '../../../contract/hal.ts';
import { textOf } from '../../account/text.ts';
import { isIn } from '../records/selection.ts';
import type { EntityKind } from '../table/subject-table.ts';
import { render } from '../table/template.ts';
import { isAnyOf } from '../words/any-of.ts';
import { formatAll } from '../words/format-values.ts';
import type { Findings, Told } from './items.ts';
import { periodOf } from './scope.ts';

/** With whom most appointments were, and are still to be. What was cancelled or missed is none of them. */

export function tellMostSeen({ query, chosen, now }: Findings, { key, say }: EntityKind): Told {
  const { subject, tense } = query;
  const [one, many] = subject.noun;
  const ofTime = (when: 'past' | 'upcoming', rows: readonly Row[]) => {
    const state = subject.states.find((each) => each.when === when && isAnyOf(each.name, 'past upcoming'));
    return state === undefined ? [] : rows.filter((row) => isIn(row, state, subject, now));
  };
  const past = tense === 'future' ? [] : ofTime('past', chosen.anyState);
  const coming = tense === 'past' ? [] : ofTime('upcoming', chosen.anyState);
  const groups = new Map<string, Row[]>();
  for (const row of [...past, ...coming]) {
    const id = textOf(row, key ?? '').trim();
    if (id !== '') groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  const most = Math.max(0, ...[...groups.values()].map(({ length }) => length));
  const top = [...groups.values()].filter(({ length }) => length === most && most > 0);
  const rows = top.flat();
  const scope = periodOf(query);
  if (rows.length === 0) return { text: `You have no ${many}${scope} on record.`, rows, count: 0 };
  const names = top.map(([row]) => (row === undefined ? '' : nameOf(row, query)));
  const count = `${most === 1 ? 'one' : most} ${most === 1 ? one : many}${top.length > 1 ? ' each' : ''}`;
  const ahead = rows.filter((row) => coming.includes(row)).length;
  const of = top.length > 1 || ahead === 0 || past.length === 0 ? '' : `, ${ahead} of them upcoming`;
  return {
    text: `You have most ${many}${scope} ${say.replace('{}', () => formatAll(names))}: ${count}${of}.`,
    rows,
    count: rows.length,
  };
}

/** As the joined file names them: "Dr. Sarah Johnson". */
function nameOf(row: Row, { subject }: Findings['query']): string {
  const [given] = subject.joins.flatMap(({ gives }) => gives);
  return given === undefined ? '' : textOf(row, given.name) || render(given.template, (name) => row[name]);
}
