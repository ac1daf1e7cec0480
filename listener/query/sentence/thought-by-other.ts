import { isAnyOf } from '../words/any-of.ts';
import { Phrases } from '../words/phrases.ts';
import { type Token, wordAt, wordOf } from '../words/token.ts';

const SOMEBODY =
  'my|the|our wife|husband|son|daughter|mother|mum|mom|father|dad|sister|brother|partner|doctor|nurse|pharmacist|dentist|friend|neighbour|neighbor|missus';
const SAID_BY = new Phrases([
  `${SOMEBODY} thinks|says|reckons|claims|swears|insists|believes that?`,
  `${SOMEBODY} told|tells me|us that?`,
  `${SOMEBODY} is sure|certain|convinced that?`,
]);

/**
 * "My wife thinks I missed a visit, did I?": whoever says so, the speaker asks whether it is so.
 * @returns how many words say whose opinion it is; 0: it is none, or nothing is asked behind it
 */
export function thoughtByOther(tokens: readonly Token[]): number {
  const length = SAID_BY.lengthAt(tokens, 0);
  const [auxiliary, subject] = tokens.slice(-2);
  const isTag = isAnyOf(wordOf(auxiliary), 'am do did have was had') && isAnyOf(wordOf(subject), 'i we');
  return isTag && tokens.at(-3)?.last && isAnyOf(wordAt(tokens, length), 'i we') ? length : 0;
}
