import { describe, expect, it } from 'vitest';
import builtIn from '../intents.json' with { type: 'json' };
import { readTable } from '../table/subject-table.ts';
import { Spellings, soundOf } from '../words/spellings.ts';
import { tokenize } from '../words/tokenize.ts';
import { isEnglish, isEnglishName } from './english.ts';
import { corrected, joined, type Lexicon, vocabularyOf } from './spelling.ts';

const NAMES = ['lantus', 'metformin', 'starbucks', 'starbuck', 'costco', 'okafor', 'hydrocortisone'];
const NEAR = new Spellings(NAMES);
const LEXICON: Lexicon = {
  vocabulary: vocabularyOf(readTable(JSON.stringify(builtIn))),
  isName: (word) => NAMES.includes(word),
  namesNear: (word) => NEAR.near(word),
};
const read = (text: string) =>
  corrected(tokenize(text), LEXICON)
    .map(({ word }) => word)
    .join(' ');

describe('typing errors', () => {
  it.each([
    ['blod pressure latets', 'blood pressure latest'],
    ['wen is my dentits apointment', 'when is my dentist appointment'],
    ['hw mny pills do i tkae', 'how many pills do i take'],
    ['spnt in octbr', 'spent in october'],
    ['ystrday', 'yesterday'],
    ["what's goin on", 'what is going on'],
    ['comin up', 'coming up'],
    ['forthcoming visits', 'upcoming visits'],
    ['weight last 3mo', 'weight last 3 months'],
    ['wich medciation was perscribed', 'which medication was prescribed'],
    ['elecrtic bill', 'electric bill'],
    ['bloodpressure', 'blood pressure'],
    ['howmuch', 'how much'],
    ['what is lantis for', 'what is lantus for'],
    ['metphormin dose', 'metformin dose'],
    ['hydrocortizon', 'hydrocortisone'],
    ['spent at cosco', 'spent at costco'],
    ['dr okafer', 'dr okafor'],
  ])('are read as what was meant: %s', (typed, meant) => {
    expect(read(typed)).toBe(meant);
  });

  it.each([
    'the pavement',
    'a better barth',
    'my pension',
    'a mediation',
    'the daily posts',
    'lantern',
    'a starboard cabin',
    'costs and weights',
  ])('are no words of English: %s', (text) => {
    expect(corrected(tokenize(text), LEXICON).some(({ isRespelled }) => isRespelled)).toBe(false);
  });

  it.each([
    ['hypotension', 'hypotension'],
    ['hyptotension', 'hyptotension'],
    ['hyperthyroidism', 'hyperthyroidism'],
    ['hypertenson', 'hypertension'],
    ['hypothyrodism', 'hypothyroidism'],
  ])('are none of the opposite: %s', (typed, meant) => {
    expect(read(typed)).toBe(meant);
  });

  it('are none where two words are as near', () => {
    const near = new Spellings(['marten', 'martin']);
    const lexicon = { ...LEXICON, isName: () => false, namesNear: (word: string) => near.near(word) };
    expect(corrected(tokenize('martyn'), { ...lexicon }).map(({ word }) => word)).toEqual(['martyn']);
  });
});

describe('words written apart', () => {
  const together = (text: string) =>
    joined(tokenize(text), LEXICON)
      ?.map(({ word }) => word)
      .join(' ');

  it.each([
    ['spent at star bucks', 'spent at starbucks'],
    ['met formin', 'metformin'],
    ['hydro cortizone', 'hydrocortisone'],
    ['any thing on friday', 'anything on friday'],
  ])('are one where it is a name or a word of the table: %s', (apart, one) => {
    expect(together(apart)).toBe(one);
  });

  it.each(['when I was in Rome', 'star, bucks', 'a green house', 'metformin not', 'not metformin'])(
    'are none else: %s',
    (text) => {
      expect(together(text)).toBeUndefined();
    },
  );
});

describe('sounds', () => {
  it.each([
    ['okafer', 'okafor'],
    ['jonson', 'johnson'],
    ['petroff', 'petrov'],
    ['lite', 'light'],
    ['sinthroid', 'synthroid'],
    ['macdonald', 'mcdonald'],
  ])('%s is %s', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it.each([
    ['miller', 'muller'],
    ['chan', 'chen'],
    ['carder', 'carter'],
    ['helen', 'ellen'],
  ])('%s is not %s', (one, other) => {
    expect(soundOf(one)).not.toBe(soundOf(other));
  });
});

it('knows English words and names, and what is neither', () => {
  expect(['pavement', 'medication', 'later', 'thrown'].every(isEnglish)).toBe(true);
  expect(['miller', 'johnston'].every(isEnglishName)).toBe(true);
  const none = Array.from({ length: 2000 }, (_, at) => `q${at.toString(36)}xj`);
  expect(none.filter(isEnglish).length).toBeLessThan(20);
});

describe('a word that is known', () => {
  it('stands as it is, or is put in words that it is made of', () => {
    expect(read('lantus + metformin')).toBe('lantus + metformin');
    expect(read('costcometformin')).toBe('costco metformin');
    expect(read('metforminhydrocortisone')).toBe('metformin hydrocortisone');
    expect(read('hydrocortisonehydrocortisone')).toBe('hydrocortisonehydrocortisone');
    expect(read('zzzzzz')).toBe('zzzzzz');
  });

  it('is said to be respelled where it was', () => {
    const flags = (text: string) => corrected(tokenize(text), LEXICON).map(({ isRespelled }) => isRespelled);
    expect(flags('cosco costco')).toEqual([true, undefined]);
    expect(flags('howmuch')).toEqual([undefined, undefined]);
  });

  it('keeps a plural', () => {
    expect(read('medicatoins')).toBe('medications');
    expect(read('apointments')).toBe('appointments');
  });
});
