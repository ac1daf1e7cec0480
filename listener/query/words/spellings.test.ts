import { describe, expect, it } from 'vitest';
import { isOneErrorApart, Spellings, soundOf } from './spellings.ts';

const near = (known: string, typed: string) => new Spellings([known]).near(typed)[0];

describe('a typing error', () => {
  it.each([
    ['october', 'octtober', 1],
    ['october', 'octobre', 1],
    ['october', 'octbr', 1],
    ['spent', 'spnt', 1],
    ['spent', 'spt', undefined],
    ['past', 'pst', 1],
    ['past', 'pas', undefined],
    ['october', 'october', 1],
    ['october', 'octobor', 2],
    ['october', 'ocober', 2],
    ['october', 'oktober', 2],
    ['weigh', 'weig', 2],
    ['weig', 'weigh', undefined],
    ['weight', 'wezght', 2],
    ['lisinopril', 'lizynopril', 3],
    ['lisinopril', 'lesinoprel', 3],
    ['lisinopril', 'lisnoprel', 3],
    ['lisinopril', 'kisinoprel', undefined],
    ['lisinopril', 'lsiinoprel', 3],
    ['lisinopril', 'lszinoprel', undefined],
    ['lisinopril', 'lxiinoprel', undefined],
    ['october', 'ocxobxr', undefined],
    ['october', 'december', undefined],
  ])('of %s is %s', (known, typed, cost) => expect(near(known, typed)?.cost).toBe(cost));

  it.each([
    ['is none of a word of three letters', 'bed', 'bde'],
    ['is none where it has a digit', 'october', 'oct0ber'],
    ['is none of a word with a digit', 'b12x', 'b12y'],
    ['has three letters at least', 'past', 'ps'],
  ])('%s', (_what, known, typed) => expect(near(known, typed)).toBeUndefined());

  it('may be of several words, each named once', () => {
    const found = new Spellings(['weight', 'weights', 'height', 'weight']).near('weighst');
    expect(found.map(({ word }) => word).toSorted()).toEqual(['weight', 'weights']);
  });

  it('may be what was heard', () => {
    expect(near('metformin', 'metphormin')).toEqual({ word: 'metformin', cost: 3, isHeard: true });
    expect(near('okafor', 'okafer')?.isHeard).toBe(true);
    expect(near('miller', 'mueller')).toBeUndefined();
    expect(near('weight', 'wezght')?.isHeard).toBe(false);
  });
});

describe('one error', () => {
  it.each([
    ['pill', 'pil', true],
    ['pill', 'pills', true],
    ['pill', 'pull', true],
    ['pill', 'plil', true],
    ['pill', 'pill', false],
    ['pill', 'pile', true],
    ['pill', 'pals', false],
    ['pill', 'llip', false],
    ['pill', 'pi', false],
    ['aaa', 'aaaa', true],
  ])('between %s and %s: %s', (one, other, is) => {
    expect(isOneErrorApart(one, other)).toBe(is);
    expect(isOneErrorApart(other, one)).toBe(is);
  });
});

describe('two words sound the same', () => {
  it.each([
    ['okafer', 'okafor'],
    ['lite', 'light'],
    ['metphormin', 'metformin'],
    ['mcdonald', 'macdonald'],
    ['night', 'knight'],
    ['rite', 'write'],
    ['shmidt', 'shmit'],
    ['xanax', 'sanaks'],
    ['zoloft', 'soloft'],
    ['back', 'bak'],
    ['cent', 'sent'],
    ['quartz', 'kuarts'],
    ['petrov', 'petrof'],
    ['john', 'jon'],
    ['schulz', 'sulz'],
    ['lead', 'lied'],
    ['soup', 'sup'],
    ['synthroid', 'sinthroid'],
    ['letter', 'leter'],
  ])('%s, %s', (one, other) => expect(soundOf(one)).toBe(soundOf(other)));

  it.each([
    ['miller', 'muller'],
    ['chip', 'ship'],
    ['ship', 'sip'],
    ['thin', 'tin'],
    ['bat', 'bad'],
    ['chen', 'ken'],
    ['pat', 'pit'],
  ])('%s, but not %s', (one, other) => expect(soundOf(one)).not.toBe(soundOf(other)));

  it('where neither has a vowel', () => expect(soundOf('bstn')).toBe('bstn'));
});
