/** How one begins who is shy, formal or in doubt about asking, and who makes sure to be heard. */

export const KNOW = 'know|see|hear|check|learn|understand|ask|remember|view|review';

/** Each may be followed by another, as those of `OPENINGS`. */
export const POLITE_OPENINGS: readonly string[] = [
  'i|we would not mind knowing|hearing|seeing|learning|finding out?',
  `i|we should be glad|grateful|obliged|happy|pleased to ${KNOW}`,
  `i|we was|were|am|are hoping to ${KNOW}`,
  'one wonders|asks|forgets about?',
  `one would like to ${KNOW}`,
  'i|we search|seek for?',
  'i am having? a|some|one? doubt|doubts',
  'i have a|one|some doubt',
  'can you hear|read me',
  'are you there|listening|awake|on',
  'you there',
  'a? bit of a? odd|silly|strange|leading|random|cheeky|daft|stupid? question this? but?',
  'i am mortified|embarrassed|ashamed|sorry|afraid to? asking|ask|say but?',
  'no cap|lie|joke',
  'bet|lowkey|highkey|deadass',
  'tell me once',
  'revert with|on',
  'quantify',
  'fair dinkum',
  'between you|ourselves and me?',
  'just the? number|figure|amount|sum please?',
  'you all? tell me|us',
  'no worries|matter if you can not but?',
  'sorry for? my|the english|spelling|grammar',
  'give me|us a feel|idea|sense for|of',
  'i|we wish|wished|ask to be told|informed of|about?',
  'i|we request|requested',
  'have you any? knowledge of',
];
