import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { isDeclined } from '../testing/judge.ts';

describe('what no record says, in words of the records', () => {
  let account: CorpusAccount;
  beforeAll(async () => {
    account = await openCorpusAccount('main');
  });
  afterAll(() => account.close());

  it.each([
    ['who keeps a thing', ['which pharmacy has my prescriptions', 'who holds my insurance']],
    [
      'what there is of it at home',
      [
        'how much coffee do we have',
        'what amount of gas is in the car',
        'how much fuel have I got left',
        'what pets do we have',
      ],
    ],
    [
      'what is left',
      [
        'is there any cash left',
        'have we got any money left',
        'how much do I have left in my checking account',
      ],
    ],
    [
      'a balance',
      ['how much is in my checking account', 'how much money do we have in the checking account'],
    ],
    [
      'what is owed',
      [
        'how much do I still have to pay this month',
        'what do I have to pay on the electric bill',
        'do I need to pay rent',
      ],
    ],
    [
      'what is to be bought',
      ['read my shopping list', 'my grocery list', 'what is on my list for groceries'],
    ],
    ['what a bank takes for it', ['is there a charge for refunds', 'do I get charged for payments']],
    ['where it is now', ['has my purchase been delivered', 'has my order at Amazon arrived']],
    ['one of the world', ['find me a restaurant', 'I would like a hotel', 'what places are there to visit']],
    ['where one goes', ['what do I go by', 'where do we stop by']],
    ['what one has', ['tell me about the pets you have', 'the nuts that I have']],
    ['what a word means', ['what does reimbursable mean', 'what does a payment mean']],
    ['of no medicine', ['how many days have I used', 'how long have I been using']],
    ['a rate', ["what is my credit card's APR", 'how much APR do I pay on the loan']],
  ])('%s', async (_, questions) => {
    for (const question of questions) {
      const reply = await account.ask(question);
      expect([question, isDeclined(reply) ? '' : reply.text]).toEqual([question, '']);
    }
  });

  it.each([
    ['how much did we spend on coffee in October', '$'],
    ['how much did we leave at Costco in October', '$'],
    ['what did I pay with my credit card in April', '$'],
    ['what do I have on gas', '$'],
    ['list my groceries in October', '$'],
    ['when did I last go by Costco', 'Costco'],
    ['what allergies do you have', 'Peanuts'],
    ['the appointments you have', 'appointments'],
    ['has my salary arrived', 'Acme'],
    ['mean blood pressure in October', 'average'],
    ['how much did I spend in Apr', '$'],
  ])('is answered: %s', async (question, said) => {
    const reply = await account.ask(question);
    expect([isDeclined(reply), reply.text.toLowerCase()]).toEqual([
      false,
      expect.stringContaining(said.toLowerCase()),
    ]);
  });
});
