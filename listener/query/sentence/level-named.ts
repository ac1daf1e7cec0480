import type { Measure } from '../table/subject-table.ts';
import { isAnyOf } from '../words/any-of.ts';
import { endClause, joinedWords, putWords, type Token, wordAt } from '../words/token.ts';

/**
 * "Did I have a fever in May?" as "was my temperature over 100.4 in May?": the table says which level of which measure has
 * a name of its own. The answer tells the number, so that everybody sees what was taken for one. Whether one has a fever
 * now no record says.
 */

const HAD = new Set('have had got get run running ran'.split(' '));
const ORDERS = new Set('ever last first'.split(' '));
/** What may be asked, in front of the verb. */
const ASKED = new Set(['', 'when', 'how often', 'how many times']);

export function withLevelNamed(tokens: readonly Token[], measures: readonly Measure[]): readonly Token[] {
  for (const { label, levels } of measures) {
    for (const { word, over } of levels) {
      const at = tokens.findIndex(({ stem }) => stem === word);
      const head = tokens.slice(0, Math.max(0, at));
      const measured = measuredOver(head, label, over) ?? whenItWas(head, label, over);
      if (measured === undefined) continue;
      // "How high did my fever get?"
      const got = wordAt(head, 2) === 'did' && ROSE.has(wordAt(tokens, at + 1)) ? 1 : 0;
      return endClause([...measured, ...tokens.slice(at + 1 + got)]);
    }
  }
  return tokens;
}

/** @param head what stands in front of the level: "when did I last have a", "have I had any" */
function measuredOver(head: readonly Token[], label: string, over: number): readonly Token[] | undefined {
  const verb = head.findIndex(
    ({ word }, at) => isAnyOf(word, 'did have had was') && wordAt(head, at + 1) === 'i',
  );
  const first = head[verb];
  if (first === undefined) return undefined;
  const asked = head.slice(0, verb);
  const inside = head.slice(verb + 2);
  const isKnown = inside.every(
    ({ word }) => HAD.has(word) || ORDERS.has(word) || isAnyOf(word, 'a any another'),
  );
  const isHad = inside.some(({ word }) => HAD.has(word));
  if (!isKnown || !isHad || !ASKED.has(asked.map(({ word }) => word).join(' '))) return undefined;
  const order = inside.filter(({ word }) => ORDERS.has(word));
  return [...asked, ...putWords(first, `was my ${label}`), ...order, ...putWords(first, `over ${over}`)];
}

/** "When was my last", "how high was the": of a level that was had, and not of whatever was measured last. */
function whenItWas(head: readonly Token[], label: string, over: number): readonly Token[] | undefined {
  const [first] = head;
  if (first === undefined || !LEVEL_ASKED.test(joinedWords(head))) return undefined;
  const order = ORDERED.exec(joinedWords(head))?.[1];
  return putWords(first, `when was my ${label} ${order === undefined ? '' : `${order} `}over ${over}`);
}
const LEVEL_ASKED =
  /^(?:(?:when|how (?:high|bad)|what) (?:was|is|were) |how (?:high|bad) did )?(?:my|the)(?: (?:last|latest|first|most recent))?$/;
const ROSE = new Set('get go rise climb become'.split(' '));
const ORDERED = / (last|first)$/;
