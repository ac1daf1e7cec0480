import { stateOf } from '../records/selection.ts';
import { type Findings, type Told, there } from './items.ts';
import { scopeOf } from './scope.ts';

/** How many records there are, and of how many the records do not say what was asked for. */

/** How many there are, of which the usual ones are told apart. */
export function answerCount({ query, chosen, now }: Findings): Told {
  const { subject } = query;
  const scope = scopeOf(query, chosen.rows);
  const state = stateOf(query, now);
  const isUsual =
    state !== 'all' &&
    !query.stateSaid &&
    query.period === undefined &&
    query.tense === undefined &&
    query.order === undefined;
  if (isUsual) {
    const all = chosen.anyState.length;
    const some = chosen.rows.length;
    const text = there(all, subject, '', scope);
    const of =
      all === 0 || subject.states.length < 2
        ? ''
        : ` ${some === 0 ? 'None' : some} of them ${some === 1 || some === 0 ? 'is' : 'are'} ${state.name}.`;
    return { text: `${text}${of}`, rows: [], count: all };
  }
  const name = state === 'all' ? '' : `${state.name} `;
  return { text: there(chosen.rows.length, subject, name, scope), rows: [], count: chosen.rows.length };
}

/** Of which records nothing is on record, where some were asked for by it: no time of day. */
export function withSilent({ query: { subject }, chosen: { silent } }: Findings, told: Told): Told {
  const { length } = silent;
  if (length === 0) return told;
  const others = length === 1 ? `one other ${subject.noun[0]}` : `${length} other ${subject.noun[1]}`;
  return { ...told, text: `${told.text} The records do not say either way for ${others}.` };
}
