import { textOf } from '../../account/text.ts';
import type { Among, FamilyMember, Query } from '../meaning/query.ts';
import { capital, formatList, formatSome } from '../words/format-values.ts';
import { itemOf, type Told } from './items.ts';

/** Answers about several members of the family, put together from what is told of each. */

/** What is told of one of them. */
export interface ToldOfOne {
  readonly member: FamilyMember;
  readonly told: Told;
}

export function tellAmong(query: Query, among: Among, each: readonly ToldOfOne[]): Told {
  if (among.order !== undefined) return tellRanked(query, { ...among, order: among.order }, each);
  const having = each.filter(({ told }) => told.count > 0);
  const rows = having.flatMap(({ told }) => told.rows);
  if (having.length === 0) {
    const isOpen = query.constraints.some(({ kind }) => kind.incomplete);
    const lead = among.asked === 'whether' && !isOpen ? 'No. ' : '';
    // "No. Adderall was discontinued": why it is none of them.
    const others = each
      .filter(({ told }) => told.rows.length > 0)
      .map(
        ({ member, told }) => ` ${nameOf(member)}: ${told.text.replace(/^(?:No|Not that I know of)\. /, '')}`,
      );
    return { text: `${lead}I found nobody in the family.${others.join('')}`, rows: [], count: 0 };
  }
  const { subject, measures } = query;
  const said = having.map(({ member, told }) => {
    const text =
      query.operation === 'exists' && measures.length === 0
        ? `${formatSome(told.rows.map((row) => itemOf(subject.item, row, query)))}.`
        : told.text.replace(/^Yes\. /, '');
    // "Ellen's latest measurement ..." says whose it is.
    const isSaid = text.startsWith('Your ') || text.startsWith(`${member.name}'s `);
    return isSaid ? text : `${nameOf(member)}: ${text}`;
  });
  return { text: `${among.asked === 'whether' ? 'Yes. ' : ''}${said.join(' ')}`, rows, count: having.length };
}

/** Who has most of it: a measurement, or how many records. */
function tellRanked(
  query: Query,
  { members, asked, order }: Among & { readonly order: 'max' | 'min' },
  each: readonly ToldOfOne[],
): Told {
  const { subject } = query;
  const [measure] = query.measures;
  const numbersOf = ({ told }: ToldOfOne): readonly number[] =>
    measure === undefined
      ? [told.count]
      : measure.fields.map((field) => Number(textOf(told.rows[0] ?? {}, field) || Number.NaN));
  const measured = each.filter((one) => numbersOf(one).every(Number.isFinite));
  const isOver = (one: ToldOfOne, other: ToldOfOne) =>
    numbersOf(one).every((value, at) => {
      const its = numbersOf(other)[at] ?? Number.NaN;
      return order === 'max' ? value > its : value < its;
    });
  // Of two pressures one figure may be higher and the other lower: then neither is said to be.
  const top = measured.find((one) => measured.every((other) => other === one || isOver(one, other)));
  const isComplete = measured.length === each.length || asked === 'who';
  const lead =
    measured.length < 2 || !isComplete || (top === undefined && asked === 'who')
      ? ''
      : asked === 'who'
        ? `${nameOf(top?.member)}. `
        : `${top?.member === members[0] ? 'Yes' : 'No'}. `;
  const told =
    measure === undefined
      ? `${capital(subject.noun[1])}: ${formatList(each.map(({ member, told: { count } }) => `${member.isSpeaker ? 'you' : member.name} ${count}`))}.`
      : each.map(({ told: { text } }) => text).join(' ');
  return { text: `${lead}${told}`, rows: measured.flatMap((one) => one.told.rows), count: measured.length };
}

function nameOf(member: FamilyMember | undefined): string {
  return member === undefined || member.isSpeaker ? 'You' : member.name;
}
