import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, putWord, type Token } from '../words/token.ts';

/** "What does Lantus set me back?" as "what does it cost me", of what has a price of its own. */
export function withCost(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex(
    ({ word }, index) =>
      isAnyOf(word, 'set sets') && /^(?:me|us) back$/.test(joinedWords(tokens.slice(index + 1, index + 3))),
  );
  const [set, me, back] = tokens.slice(at, at + 3);
  if (at < 0 || set === undefined || me === undefined || back === undefined) return undefined;
  return [...tokens.slice(0, at), putWord(set, 'cost'), { ...me, last: back.last }, ...tokens.slice(at + 3)];
}

/** What one takes something for. */
const FOR =
  /^(?:the|my|those|these|that) (blood pressure|bp|cholesterol|thyroid|sugar|diabetes|diabetic|asthma|eczema|glaucoma|hay fever|back pain|sinus) (?:ones?|things?)(?= |$)/;

/** "Any refills left on the blood pressure ones?": of medicines by what they are for. */
export function withMedicineNamed(tokens: readonly Token[]): readonly Token[] | undefined {
  const at = tokens.findIndex((_, index) => FOR.test(joinedWords(tokens.slice(index, index + 4))));
  const length = FOR.exec(joinedWords(tokens.slice(at, at + 4)))?.[0].split(' ').length;
  const one = tokens[at + (length ?? 0) - 1];
  if (at < 0 || length === undefined || one === undefined) return undefined;
  // "Which of my doctors is the thyroid one?"
  if (
    tokens.some(({ stem }) => isAnyOf(stem, 'doctor specialist appointment visit test reading level allergy'))
  )
    return undefined;
  return tokens.with(at + length - 1, { ...putWord(one, 'medicine'), last: one.last });
}
