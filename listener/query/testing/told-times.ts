import { periodsIn } from '../periods/periods-in.ts';
import { tokenize } from '../words/tokenize.ts';

export const october = {
  from: '2026-10-01',
  to: '2026-10-31',
  words: 'in October 2026',
  unit: 'month',
} as const;

/** Every time that is said, with its words; in brackets, as of which day and which way the question lies. */
export function times(text: string): string {
  const [, as = '', words = ''] = /^(?:\[(.*)\])?(.*)$/.exec(text) ?? [];
  const [today = '2026-11-23'] = /^2\S+/.exec(as) ?? [];
  const tokens = tokenize(words);
  const said = periodsIn(tokens, { today, direction: as.endsWith('future') ? 'future' : 'past' }).map(
    ({ at, length, period }) => {
      const own = tokens.slice(at, at + length).map(({ word }) => word);
      const { from = '', to = '', unit, tense = '', ago = '' } = period;
      return `${own.join(' ')}: ${period.words}, ${from}/${to} ${unit} ${tense} ${ago}`.trim();
    },
  );
  return said.join('; ') || 'no time';
}
