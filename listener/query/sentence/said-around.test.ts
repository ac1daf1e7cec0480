import { describe, expect, test } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { commanded } from './commanded.ts';
import { slipIn } from './putting-right.ts';
import { stripped, withoutLastCall } from './said-around.ts';

const left = (text: string, names: readonly string[] = []) =>
  said(stripped(tokenize(text), (word) => names.includes(word)).tokens);

describe('what is said around a question', () => {
  test.each([
    ['Tell me, love, what pills am I on?', 'what pills am i on'],
    ["I'd be grateful if you could tell me my weight, dear", 'my weight'],
    ['do you know if I take lisinopril', 'i take lisinopril'],
    ['what what is um the, you know, dose', 'what is the dose'],
    ['which allergies do you have down for me', 'which allergies'],
    ['when, please, is my visit', 'when is my visit'],
    ['mum, what do I take', 'what do i take'],
    ['can u gimme my meds pls thx', 'my meds'],
    ['I forgot when I see him', 'when i see him'],
    ['Item 2: what is my dose', 'what is my dose'],
    ['I clean forgot what I take', 'what i take'],
    ["If I'm honest I never asked, but what is it for", 'what is it for'],
    ['For completeness, my dose', 'my dose'],
    ['what specifically do I take', 'what do i take'],
    ['duck what is my dose', 'what is my dose'],
    ['what do I take, strictly speaking', 'what do i take'],
    ['retrieve my last payments', 'my last payments'],
    ['help me get access to all my readings', 'all my readings'],
    ['give me access to a list of our latest purchases', 'our latest purchases'],
    ['can I get my transactions of May', 'my transactions of may'],
    ["we'd like to take a look at our allergies", 'our allergies'],
    ['I want you to tell me my weight', 'my weight'],
    ['I need more information about my allergies', 'my allergies'],
    ['check my account and tell me what I spent', 'what i spent'],
    ['what did I spend in May period', 'what did i spend in may'],
  ])('%s: %s', (text, question) => expect(left(text)).toBe(question));

  test.each([
    'mum what does she take',
    'am i allergic to duck',
    'item 2 costs what',
    'am i allergic to honey',
    'i forgot my pills',
    'could i have penicillin',
    'do you have the flu',
    'did i buy honey',
    'what do you know of them',
    'which kind of pill',
    'review my skin',
    'review on friday',
    'verify it',
    'find my inhaler',
    'can i get my prescriptions',
    'what is my pay period',
  ])('of “%s” every word stays', (text) => expect(left(text)).toBe(text));

  test('a name of the account calls nobody', () => {
    expect(left('what did i spend at the mate')).toBe('what did i spend at the mate');
    expect(left('starbucks mate')).toBe('starbucks');
    expect(left('starbucks mate', ['mate'])).toBe('starbucks mate');
  });

  test('a call at the end may be left out, unless it is asked about', () => {
    expect(said(withoutLastCall(tokenize('what is my weight love')) ?? [])).toBe('what is my weight');
    expect(withoutLastCall(tokenize('who is my doctor'))).toBeUndefined();
    expect(withoutLastCall(tokenize('am i seeing another doctor'))).toBeUndefined();
    expect(withoutLastCall(tokenize('who is our new doctor'))).toBeUndefined();
  });

  test('"can I stop" asks for a judgement, "how do I call" for a number', () => {
    expect(commanded(tokenize('can I stop Lipitor'), false)).toBeUndefined();
    expect(commanded(tokenize('how do I ring Dr. Chen'), false)).toBeUndefined();
    expect(commanded(tokenize('ring Dr. Chen'), false)).toBe('call');
    expect(commanded(tokenize('confirm my visit'), false)).toBe('change');
    expect(commanded(tokenize('schedule for December'), false)).toBeUndefined();
    expect(commanded(tokenize('schedule a visit for December'), false)).toBe('change');
    expect(commanded(tokenize('schedule me for December'), false)).toBe('change');
  });
});

describe('what is put right while it is said', () => {
  const slip = (text: string) => {
    const found = slipIn(tokenize(text));
    return found && `${said(found.head)} | ${said(found.tail)}`;
  };
  test.each([
    ['in May, no wait, in June', 'in may | in june'],
    ['in May I mean June', 'in may | june'],
    ['Dr. Chen, sorry, Dr. Raman', 'dr chen | dr raman'],
  ])('%s: %s', (text, parts) => expect(slip(text)).toBe(parts));

  test('no pause, no slip', () => {
    expect(slip('am I sorry or not')).toBeUndefined();
    expect(slip('is there no pill')).toBeUndefined();
  });
});

describe('what looks like something said around, and is not', () => {
  test.each([
    ['do you know if', 'if'],
    ['do you know if you take it', 'if you take it'],
    ['do you know whether or not I take Lipitor', 'i take lipitor'],
    ['tell me about my pills', 'my pills'],
    ['hello about', 'about'],
    ['no I mean Dr. Chen', 'and dr chen'],
    ['no I mean', 'no i mean'],
    ['like what do I take', 'what do i take'],
    ['like my pills', 'like my pills'],
    ['cool and Amazon', 'and amazon'],
    ['cool, Amazon', 'amazon'],
    ['cool Amazon', 'cool amazon'],
    ['cool', 'cool'],
    ['I forgot the number of Dr. Chen', 'the number of dr chen'],
    ['I forgot my dose', 'i forgot my dose'],
    ['I forgot any pills', 'i forgot any pills'],
    ['I forgot if I take it', 'i take it'],
    ['name my pills', 'my pills'],
    ['name the doctor', 'the doctor'],
    ['name a doctor', 'name a doctor'],
    ['do you have my height', 'my height'],
    ['do you have our height', 'our height'],
    ['could I have the number of Dr. Chen', 'the number of dr chen'],
    ['do you have a number for Dr. Chen', 'is there a number for dr chen'],
    ['mum, what do we take', 'what do we take'],
    ['mum, what do I take with her', 'mum what do i take with her'],
    ['mum, what do I owe you', 'what do i owe you'],
    ['what do I take, mum', 'what do i take'],
    ['what does she take, mum', 'what does she take mum'],
    ['what, mum, do I take', 'what do i take'],
    ['what, mum, does she take', 'what mum does she take'],
    ['what is like the dose', 'what is the dose'],
    ['what is like metformin', 'what is like metformin'],
    ['what is it like', 'what is it like'],
    ['what did I spend, say last year', 'what did i spend last year'],
    ['what did I spend, say nothing', 'what did i spend say nothing'],
    ['what did they say last year', 'what did they say last year'],
    ['how when do I take it', 'how when do i take it'],
    ['who, which doctor saw me', 'which doctor saw me'],
    ['take take my pills', 'take take my pills'],
    ['have I any thing on Friday', 'have i anything on friday'],
    ['thing of the past', 'thing of the past'],
    ['which thing is it', 'which thing is it'],
  ])('%s: %s', (text, question) => expect(left(text)).toBe(question));

  test('a name of the account calls nobody in front either', () => {
    expect(left('love, what do I take')).toBe('what do i take');
    expect(left('love, what do I take', ['love'])).toBe('love what do i take');
  });

  test.each([
    ['is put as a clause', 'do you know if I take it', { isClause: true, shows: true, isWishToSee: false }],
    ['is no clause', 'do you know what I take', { isClause: false, shows: true, isWishToSee: false }],
    ['is asked of who is spoken to', 'do you know if you take it', { isClause: false }],
    ['shows a list', 'doctors list', { shows: true, filed: false }],
    ['asks of a list', 'Lipitor on my list', { shows: false }],
    ['is one word', 'list', { shows: false }],
    ['is a wish to see', 'I want to see my pills', { isWishToSee: true, shows: true }],
    ['shows by one word', 'see my pills', { isWishToSee: false, shows: true }],
    ['says that the records are meant', 'which pills are on record', { filed: true }],
    ['says so in between', 'which pills do you have down for me', { filed: true }],
    ['says nothing of the records', 'which pills do I take please', { filed: false }],
    ['is to be reminded of', 'I need you to remind me of my dose', { reminds: true }],
    ['only shows', 'remind me what I take', { reminds: false, shows: true }],
  ] as const)('%s: %s', (_, text, expected) => expect(stripped(tokenize(text))).toMatchObject(expected));

  test.each([
    ['what did I spend on love', undefined],
    ['who is my love', undefined],
    ['my love', undefined],
    ['what is it man', 'what is it'],
    ['what is it mate', undefined],
  ])('a call at the end of "%s"', (text, rest) => {
    const found = withoutLastCall(tokenize(text));
    expect(found && said(found)).toBe(rest);
  });

  test.each([
    ['call', undefined],
    ['call Dr. Chen', 'call'],
    ['call number 5', undefined],
    ['phone for Dr. Chen', undefined],
    ['phone endocrinologist', undefined],
    ['phone him', 'call'],
    ['phone the dentist', 'call'],
    ['phone the clinic number', undefined],
    ['ring the clinic number', 'call'],
    ['I want to phone the dentist', 'call'],
    ['contact Dr. Chen', undefined],
    ['please contact Dr. Chen', 'call'],
    ['pay in September', undefined],
    ['I want to pay in September', 'change'],
    ['pay the rent', 'change'],
    ['schedule for December', undefined],
    ['schedule a visit for December', 'change'],
    ['I want to schedule for December', 'change'],
    ['add up my spending', undefined],
    ['add my visit', 'change'],
    ['start date of Lipitor', undefined],
    ['start dates of my pills', undefined],
    ['start Lipitor', 'change'],
    ['confirm that I am allergic', undefined],
    ['how do I take it', undefined],
    ['can I stop Lipitor', undefined],
    ['can I cancel my visit', 'change'],
    ['I need to stop Lipitor', 'change'],
    ['what is my dose', undefined],
  ])('what only others can do: %s', (text, reason) => expect(commanded(tokenize(text), false)).toBe(reason));

  test('a reminder is one whatever else is said', () => {
    expect(commanded(tokenize('my pills'), true)).toBe('reminder');
    expect(commanded(tokenize('my pills'), false)).toBeUndefined();
  });
});
