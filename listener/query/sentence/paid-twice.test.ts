import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { withTimesPaid } from './paid-twice.ts';

const read = (text: string) => joinedWords(withTimesPaid(tokenize(text)));

describe('whether something was paid twice', () => {
  it.each([
    ['Did I pay the vet twice?', 'how often did i pay the vet'],
    ['Was I charged more than once by Netflix this month?', 'how often was i charged by netflix this month'],
    ['I think I paid the vet twice, did I?', 'how often have i paid the vet'],
    ['I fear we have paid Netflix twice', 'how often have we paid netflix'],
    ['Have we paid the insurance once or twice?', 'how often have we paid the insurance'],
  ])('%s as %s', (text, asked) => expect(read(text)).toBe(asked));

  it.each([
    'Do I take it twice a day?',
    'Did I pay twice as much in May?',
    'Did she pay twice?',
    'Did I go twice?',
    'I think I paid the vet, did I?',
  ])('leaves: %s', (text) => expect(withTimesPaid(tokenize(text))).toEqual(tokenize(text)));
});
