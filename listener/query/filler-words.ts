import { Phrases } from './phrases.ts';

/** Sounds and words that are put in anywhere and say nothing. */

/** Sounds and words that are put in anywhere. */
export const FILLERS = new Phrases([
  'um|umm|uh|uhh|uhm|erm|hm|hmm|hmmm|mm|mmm|ahem|ehm|eh|pls|plz|lol|haha|omg|tbh|basically|literally|honestly',
  'comma|possibly|perhaps|maybe',
  'even',
  'once more|again',
  'you know',
  'you see',
  'sort|kind of',
  'so to speak',
  'let us say',
  'let me think|see',
  'what is it called again',
  'whats it called again',
  'how do you|we say',
  'please|kindly',
]);

/** Said so of anything, it is nothing: "what you know about ...". */
export const NOT_AFTER: Readonly<Record<string, ReadonlySet<string>>> = {
  'you know': new Set(
    'do did would should what if things suppose not that as all everything anything because'.split(' '),
  ),
  'you see': new Set(['do', 'did', 'can', 'could', 'what', 'if']),
  'sort of': new Set(['what', 'which', 'this', 'that', 'any', 'a', 'the', 'some', 'same', 'every', 'one']),
  'kind of': new Set(['what', 'which', 'this', 'that', 'any', 'a', 'the', 'some', 'same', 'every', 'one']),
  eh: new Set(['the', 'an']),
};
