import { isAnyOf } from '../words/any-of.ts';
import { ASKING } from '../words/core-words.ts';
import { joinedWords, putWords, type Token, wordAt } from '../words/token.ts';
import { isQuestion, isRemark } from './remark.ts';

/**
 * Where a pause was spoken that nobody wrote down, as recognizers of speech write none: "we are at the pharmacy what is
 * my dose of Lipitor", "my knee is bad do I take anything for it".
 */

const AUXILIARIES = new Set(
  'am is are was were do does did have has had can could will would should'.split(' '),
);
const SUBJECTS = new Set('i we it that my our the he she they there any'.split(' '));
/** Behind one of them a question is part of what is said: "I told her what I take". */
const TAKING_CLAUSE = new Set(
  (
    'know knows knew tell told ask asks asked say says said see remember forgot wonder ' +
    'wonders and or but of for from with about to in on at by the a my than as'
  ).split(' '),
);
/** A question in other words. */
const ASKED = /\bknow (?:how (?:many|much)|which|what)\b/;
/** Between the word that asks and its verb. */
const MAX_ASKED = 5;
const MIN_REMARK = 3;

/** @returns the same words with the pause, where a statement stands before the question; undefined: there is none */
export function withHeardPause(tokens: readonly Token[]): readonly Token[] | undefined {
  if (tokens.slice(0, -1).some(({ last }) => last)) return undefined;
  const wanted = wantedByOthers(tokens);
  if (wanted !== undefined) return wanted;
  for (let at = MIN_REMARK; at < tokens.length - 2; at += 1) {
    const before = tokens[at - 1];
    if (
      before === undefined ||
      TAKING_CLAUSE.has(before.word) ||
      ASKING.has(before.word) ||
      !begins(tokens, at)
    )
      continue;
    // "I would like to know how many points have I earned": it is asked already.
    if (ASKED.test(joinedWords(tokens.slice(0, at)))) return undefined;
    const remark = [...tokens.slice(0, at - 1), { ...before, last: true }];
    const question = tokens.slice(at);
    // The first place is the one: in what is asked a question may begin again.
    return isRemark(remark) && isQuestion(question) ? [...remark, ...question] : undefined;
  }
  return undefined;
}

/** Whether a question begins there, in the order that questions have. */
function begins(tokens: readonly Token[], at: number): boolean {
  const [word = '', next = ''] = [tokens[at]?.word, tokens[at + 1]?.word];
  if (AUXILIARIES.has(word))
    return SUBJECTS.has(next) && !isAnyOf(wordAt(tokens, at - 1), 'i we he she they it that');
  if (!ASKING.has(word)) return false;
  return tokens.slice(at + 1, at + 1 + MAX_ASKED).some((token) => AUXILIARIES.has(token.word));
}

const ASKERS =
  /^(?:and|so|but) (?:(?:i|we) (?:just )?(?:want|wanted|need|needed|have) to know|(?:it|they|she|he|(?:the|my) (?:nurse|doctor|pharmacist|pharmacy|dentist|receptionist|lady|man|woman|girl|guy)) (?:(?:want|wants|wanted|need|needs|asked|ask|asks|(?:is|are) asking)(?: me| us)?(?: to know| for| about)?)) (?=(?:what|which|when|who|how|where|if|whether|the|my|our) )/;
/** "And want to tell him when I began Lantus": what one is going to tell. */
const TELLING =
  /^and (?:i )?(?:want|need|have|wanted|ought|would like) to (?:tell|let|show|inform|ask|give|know|check|remember|say)(?: (?:him|her|them|it|the (?:doctor|nurse|pharmacist|dentist|lady|man)))?(?: know)? (?=(?:what|which|when|who|how|where) )/;

/** "I am at the pharmacy and they want the prescription number": what others want of one is what is asked. */
function wantedByOthers(tokens: readonly Token[]): readonly Token[] | undefined {
  const askedAt = (at: number) => {
    const said = joinedWords(tokens.slice(at));
    return ASKERS.exec(said) ?? TELLING.exec(said);
  };
  const at = tokens.findLastIndex(
    ({ word }, index) => index >= MIN_REMARK && isAnyOf(word, 'and so but') && askedAt(index) !== null,
  );
  const before = tokens[at - 1];
  const asking = at < 0 ? null : askedAt(at);
  if (before === undefined || asking === null) return undefined;
  const question = tokens.slice(at + asking[0].trim().split(' ').length);
  const [first] = question;
  const remark = [...tokens.slice(0, at - 1), { ...before, last: true }];
  if (first === undefined || !isRemark(remark)) return undefined;
  const isClause = isAnyOf(first.word, 'if whether');
  const lead = isClause
    ? putWords(first, 'do you know')
    : ASKING.has(first.word)
      ? []
      : putWords(first, 'what is');
  return [...remark, ...lead, ...question];
}
