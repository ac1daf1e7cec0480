import { describe, expect, it } from 'vitest';
import { joinedWords } from '../words/token.ts';
import { tokenize } from '../words/tokenize.ts';
import { inUsualPhrases } from './usual-phrases.ts';

const read = (text: string) => joinedWords(inUsualPhrases(tokenize(text)));

describe('other ways to say what is asked of payments', () => {
  it.each([
    ['how many have I spent at Costco', 'how much have i spent at costco'],
    ['how many did I buy', 'how many did i buy'],
    ['Costco, year to date', 'costco year to date'],
    ['am I up to date', 'am i up to date'],
    ['spent from May to date', 'spent since may'],
    ['the grand total', 'the total'],
    ['was there a credit from Costco', 'was there a refund from costco'],
    ['which line items exceed 500', 'which expenses exceed 500'],
    ['what did I pay my landlord', 'what did i pay for the rent'],
    ['I have to see the landlord', 'i have to see the landlord'],
    ['whichever month I spent the maximum', 'which month i spent the most'],
    ['groceries for the summer', 'groceries in the summer'],
    ['the damage from Saturday', 'the spending on saturday'],
    ['the damage from the storm', 'the damage from the storm'],
    ['my rent these days', 'my rent now'],
  ])('%s: %s', (text, put) => expect(read(text)).toBe(put));
});
