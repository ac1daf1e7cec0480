import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { takenApart } from './comparing.ts';

const apart = (text: string) => {
  const found = takenApart(tokenize(text));
  const words = (tokens: readonly { readonly word: string }[]) => joinedWords(tokens);
  return found && { ...found, head: words(found.head), tail: words(found.tail) };
};

describe('a comparison is taken apart', () => {
  it.each([
    ['did i spend more in may than in april', 'did i spend in may', 'in april', 'more', 'yes-no'],
    ['do I weigh less than I did in May?', 'do i weigh', 'in may', 'less', 'yes-no'],
    ['am i heavier than in may', 'am i weigh', 'in may', 'more', 'yes-no'],
    ['what did i spend more on gas or groceries', 'what did i spend on gas', 'groceries', 'more', 'which'],
    [
      'how much more did i spend in june than in may',
      'how much did i spend in june',
      'in may',
      'more',
      'how-much',
    ],
    [
      'did i spend less this year compared to last year',
      'did i spend this year',
      'last year',
      'less',
      'yes-no',
    ],
    ['did i buy more gas in may than in june', 'did i buy gas in may', 'in june', 'more', 'how-much'],
  ])('%s', (text, head, tail, asked, style) => {
    expect(apart(text)).toMatchObject({ head, tail, asked, style });
  });

  it('asks how often by its words', () => {
    expect(apart('did i go to costco more than to shell')?.often).toBe(true);
    expect(apart('did i eat there more often in may than in june')?.often).toBe(true);
    expect(apart('did i spend more in may than in june')?.often).toBe(false);
  });

  it.each(['what did i spend in may or april', 'more', 'did i spend more in may', 'more than', 'than more'])(
    'is none in "%s"',
    (text) => {
      expect(apart(text)).toBeUndefined();
    },
  );
});
