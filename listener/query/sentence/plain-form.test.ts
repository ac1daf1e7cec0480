import { describe, expect, test } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { plainForm, withQuestionInFront, withSubjectInPlace, withTopicInPlace } from './plain-form.ts';

const plain = (text: string, isClause = false) =>
  said(plainForm(tokenize(text), isClause, text.includes('?')).tokens);

describe('a question in the order that questions have', () => {
  test.each([
    ["I take lisinopril, don't I?", 'do i take lisinopril'],
    ['I am still on Lipitor, right?', 'am i still on lipitor'],
    ['we saw Dr. Chen, correct', 'did we saw dr chen'],
    ['Allergic to penicillin, am I?', 'am i allergic to penicillin'],
    ["Don't I take metformin?", 'do i take metformin'],
    ['is it true that I see the dentist', 'do i see the dentist'],
    ['Is my next visit on Friday or not', 'is my next visit on friday'],
    ['lisinopril is for what', 'what is lisinopril for'],
    ['I started Lipitor when?', 'when i started lipitor'],
    ['for what do I take Lipitor', 'what do i take lipitor for'],
    ['who was it that put me on lisinopril', 'who put me on lisinopril'],
    ['was it Dr. Chen who prescribed Ventolin', 'did dr chen prescribed ventolin'],
    ['what am I taking', 'what am i taking'],
    ['my allergies', 'my allergies'],
  ])('%s: %s', (text, order) => expect(plain(text)).toBe(order));

  test('a clause behind "do you know if" is one', () => {
    expect(plain('my latex allergy is severe', true)).toBe('is my latex allergy severe');
    expect(plain('my latex allergy is severe')).toBe('my latex allergy is severe');
  });

  test('what denies is no tag', () => {
    expect(plain('do not I take metformin')).toBe('do not i take metformin');
    expect(plain('I do not take metformin, right?')).toBe('do i not take metformin');
  });
});

describe('what is talked about, in its place', () => {
  const inPlace = (text: string) => said(withTopicInPlace(tokenize(text)) ?? []);
  test.each([
    ['Amoxicillin, when did I start that?', 'when did i start amoxicillin'],
    ['what is it for, the Lipitor', 'what is the lipitor for'],
    ["the dentist, what's her number", 'what is the dentist number'],
    ['Synthroid, who prescribed that one', 'who prescribed synthroid'],
  ])('%s: %s', (text, order) => expect(inPlace(text)).toBe(order));

  test('two words that may stand for it leave it open', () => {
    expect(withTopicInPlace(tokenize('Costco, did he buy it'))).toBeUndefined();
    expect(withTopicInPlace(tokenize('what did I buy'))).toBeUndefined();
  });

  test('what is said first comes last', () => {
    expect(said(withQuestionInFront(tokenize('on Friday, what do I have')) ?? [])).toBe(
      'what do i have on friday',
    );
    expect(said(withQuestionInFront(tokenize('refills of Lipitor, how many')) ?? [])).toBe(
      'how many refills of lipitor',
    );
    expect(withQuestionInFront(tokenize('is it Friday, what do I have'))).toBeUndefined();
  });
});

describe('what makes a sentence a question, and what does not', () => {
  test.each([
    ['', ''],
    ['lisinopril', 'lisinopril'],
    ["can't I take it", 'can not i take it'],
    ["don't", 'do not'],
    ['was I not allergic to milk', 'was i allergic to milk'],
    ['was I not', 'was i not'],
    ['did I not go to the dentist', 'did i not go to the dentist'],
    ['I am allergic to penicillin, am I?', 'am i allergic to penicillin'],
    ['allergic, am I?', 'am i allergic'],
    ['I think', 'i think'],
    ['I think I take lisinopril', 'i take lisinopril'],
    ['ok, right?', 'ok right'],
    ['latex allergy, yes or no', 'do i have latex allergy'],
    ['allergic to latex, yes or no', 'am i allergic to latex'],
    ['she allergic to latex, yes or no', 'she allergic to latex yes or no'],
    ['I still am on Lipitor, right?', 'am i still on lipitor'],
    [
      'my blue pill of the old doctor there is for sleep, right?',
      'is my blue pill of the old doctor there for sleep',
    ],
    [
      'my blue pill of the old doctor in town is for sleep, right?',
      'my blue pill of the old doctor in town is for sleep right',
    ],
    ['what was it that', 'what was it that'],
    ['what was it that I took', 'what i took'],
    ['was it the old doctor from the clinic who saw me', 'did the old doctor from the clinic saw me'],
    [
      'was it the very old doctor from the clinic in town who saw me',
      'was it the very old doctor from the clinic in town who saw me',
    ],
    ['must I be at the dentist on Monday', 'do i have to be at the dentist on monday'],
    ['must she be at the dentist on Monday', 'must she be at the dentist on monday'],
    ['must I go to the dentist', 'must i go to the dentist'],
  ])('%s: %s', (text, order) => expect(plain(text)).toBe(order));

  test.each([
    ['lisinopril', 'lisinopril'],
    ['', ''],
    ['I saw Dr. Chen', 'did i saw dr chen'],
    ['I already stopped Lipitor', 'did i already stopped lipitor'],
    ['I need a new prescription', 'do i need a new prescription'],
  ])('as a clause behind "do you know if": %s: %s', (text, order) => expect(plain(text, true)).toBe(order));

  test.each([
    ['is it true that I take it', true],
    ['is it true do I take it', true],
    ['do I take it, right?', true],
    ['do I take it', false],
    ["don't I take it", true],
    ['was I not allergic to it', true],
    ['what do I take, right?', false],
    ['Allergic to it, am I?', true],
    ['I take it?', true],
    ['I take it', false],
    ['the blue pill and the red one, right?', false],
  ])('is to be confirmed or not: %s', (text, isConfirmed) =>
    expect(plainForm(tokenize(text), false, text.includes('?')).isConfirmed).toBe(isConfirmed),
  );
});

describe('what is said in front of a question, or behind it', () => {
  test.each([
    ['refills for Lipitor, how many', 'how many refills for lipitor'],
    ['refills for Lipitor how often', 'how often refills for lipitor'],
    ['on Friday, what do I have', 'what do i have on friday'],
    ['how many', undefined],
    ['', undefined],
    ['on Friday, what', undefined],
    ['on Friday, I have what', undefined],
    ['is it Friday, what do I have', undefined],
    ['what it is, what do I have', undefined],
  ])('%s', (text, order) => {
    const found = withQuestionInFront(tokenize(text));
    expect(found && said(found)).toBe(order);
  });

  test.each([
    ['how much was it the bill of June', 'how much was the bill of june'],
    ['is it severe the penicillin one', 'is the penicillin one severe'],
    ['is it severe my penicillin allergy', 'is my penicillin allergy severe'],
    ['is it severe my', undefined],
    ['is it in the morning', undefined],
    ['is it severe that my dose', 'is that my dose severe'],
    ['is it what the doctor says', undefined],
    ['it is severe my penicillin allergy', undefined],
    ['what on that day did it cost the bill', undefined],
    ['what on Monday did it cost the bill', 'what on monday did the bill cost'],
  ])('what "it" stands for: %s', (text, order) => {
    const found = withSubjectInPlace(tokenize(text));
    expect(found && said(found)).toBe(order);
  });
});
