import type { Evidence } from '../reading/found-evidence.ts';
import type { EntityMatch } from '../table/catalogue.ts';
import type { Subject } from '../table/subject-table.ts';
import type { Token } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { subjectOf } from './built-in-table.ts';

/** Questions for tests as they are once their names are found, without an account. */

/** @param named `kind:word` or `kind:word:rank`, two words written `eye_drops` */
export function matchOf(subject: Subject, tokens: readonly Token[], named: string): EntityMatch {
  const [name, written = '', rank = 'whole'] = named.split(':');
  const kind = subject.entities.find((one) => one.kind === name);
  const words = written.split('_');
  const said = words.join(' ');
  const at = tokens.findIndex((_, index) => words.every((word, step) => tokens[index + step]?.word === word));
  if (kind === undefined || at < 0) throw new Error(named);
  const values = [{ field: 'NAME', value: said, ids: [] }];
  return {
    kind,
    at,
    length: words.length,
    said,
    values,
    unknown: false,
    rank: rank as EntityMatch['rank'],
    isRespelled: false,
  };
}

/** What is found in a question, of which nothing is but what is said. */
export function evidenceOf(
  intent: string,
  text: string,
  more: Partial<Evidence> = {},
  named: readonly string[] = [],
): Evidence {
  const [subject, tokens] = [subjectOf(intent), tokenize(text)];
  return {
    subject,
    tokens,
    own: false,
    shows: false,
    nouns: [],
    behind: [],
    verbs: [],
    measures: [],
    known: named.map((one) => matchOf(subject, tokens, one)),
    ask: undefined,
    target: undefined,
    order: undefined,
    flow: undefined,
    flowed: false,
    rate: undefined,
    share: undefined,
    period: undefined,
    today: '2026-11-23',
    stateSaid: false,
    state: undefined,
    stateNoun: false,
    tense: undefined,
    dated: undefined,
    exactly: undefined,
    isChange: false,
    isUsualDay: false,
    isNumbered: false,
    isBounded: false,
    ...more,
  };
}
