import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CorpusAccount, openCorpusAccount } from '../testing/asked-account.ts';
import { tokenize } from '../words/tokenize.ts';
import type { Reading } from './asked-question.ts';
import { declineOf } from './why-declined.ts';

let account: CorpusAccount;
beforeAll(async () => {
  account = await openCorpusAccount('main');
  await account.table.warmUp();
});
afterAll(() => account.close());

describe('a question that is declined', () => {
  it.each([
    ['Am I allergic to peanuts or pineapple or kiwi?', 'not-understood', 'or pineapple or kiwi'],
    ['have i taken my medicine this morning', 'not-understood', 'this'],
    ['which pill goes on an empty stomach', 'not-understood', 'goes'],
    ['What is the oxygen level on Mars?', 'not-understood', 'on mars'],
    ['What pills do my zorblatt doctor appointments sneeze?', 'not-understood', 'pills zorblatt sneeze'],
    ['which pills do I gulp with my breakfast', 'not-understood', 'gulp breakfast'],
    ['which doctor did I sneeze at', 'not-understood', 'sneeze at'],
    ['zorblatt weight snorkel', 'not-understood', 'zorblatt snorkel'],
    ['Am I allergic to bee stings?', 'unknown-name', ''],
    ['Am I allergic to mangoes?', 'unknown-name', 'to mangoes'],
    ['When is my appointment for the colonoscopy?', 'unknown-name', 'colonoscopy'],
    ['am I on Tylenol', 'unknown-name', 'tylenol'],
    ['what did I spend at costa in October', 'unknown-name', 'at costa'],
    ['I need a doctor', 'statement', ''],
    ['Add shrimp to my allergies', 'change', ''],
    ['What causes allergies?', 'advice', 'causes'],
    ['is it safe to give me penicillin', 'advice', 'it safe penicillin'],
    ['Can I skip my insulin tonight?', 'advice', 'can skip tonight'],
    ['Is 140 over 90 high?', 'advice', ''],
    ['Is my son allergic to nuts?', 'other-person', 'son'],
    ['did I spend more on food than most people', 'other-person', 'more than most people'],
    ["What did I spend on Mom's birthday?", 'other-person', 'on mom birthday'],
    ['allergy season forecast', 'weather', ''],
    ['text Dr. Chen', 'call', ''],
    ['Remind me of my appointment', 'reminder', ''],
    ['am I taking a blood thinner', 'drug-class', ''],
    ['which beta blockers do I take', 'drug-class', ''],
    ['am i spending too much', 'judgement', 'too much'],
    ['Should I buy Apple stock?', 'other-advice', 'should apple stock'],
    ['Who should I pay rent to?', 'other-advice', 'who should to'],
    ['the login of my bank account', 'secret', ''],
    ['Tell me a joke', 'joke', ''],
    ['good night', 'thanks', ''],
    ['I took too many pills', 'emergency', ''],
  ])('says why, and which words nothing explains: %s', async (question, reason, remainder) => {
    const reply = await account.ask(question);
    expect([reply.declined, reply.remainder?.join(' ')]).toEqual([reason, remainder]);
  });
});

describe('of several readings', () => {
  const declinedBy = (...readings: readonly Partial<Reading>[]) => {
    const knowledge = account.knowledge();
    const [one, ...more] = knowledge.table.subjects;
    if (one === undefined) throw new Error('The table has no subject.');
    return declineOf(
      tokenize('zorblatt quux'),
      readings.map((reading, index): Reading => {
        const subject = more[index] ?? one;
        const open = { query: undefined, left: [], unknown: undefined, score: 1, evident: true };
        return { subject, remainder: [], ...open, ...reading };
      }),
      knowledge,
    ).remainder;
  };

  it('the one that leaves least is the nearest', () => {
    expect(declinedBy({ remainder: ['zorblatt', 'quux'], score: 5 }, { remainder: ['quux'] })).toEqual([
      'quux',
    ]);
    expect(declinedBy({ remainder: ['quux'] }, { remainder: ['zorblatt', 'quux'], score: 5 })).toEqual([
      'quux',
    ]);
  });

  it('of those that leave as much it is the one with most words of its own', () => {
    expect(declinedBy({ remainder: ['zorblatt'] }, { remainder: ['quux'], score: 2 })).toEqual(['quux']);
    expect(declinedBy({ remainder: ['quux'], score: 2 }, { remainder: ['zorblatt'] })).toEqual(['quux']);
  });

  it('one whose subject is not named is none', () => {
    expect(declinedBy({ remainder: [], evident: false }, { remainder: ['quux'] })).toEqual(['quux']);
    expect(declinedBy({ remainder: ['quux'], evident: false })).toEqual([]);
  });
});
