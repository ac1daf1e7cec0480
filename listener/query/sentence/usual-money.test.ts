import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withUsualMoney } from './usual-money.ts';

const put = (text: string) => said(withUsualMoney(tokenize(text)));

it.each([
  ['what is biggest purchase in June', 'what is the biggest purchase in june'],
  ['was it more on groceries in May than in June', 'did i spend more on groceries in may than in june'],
  [
    'what is the difference in fuel between May and June',
    'what is the difference between fuel in may and june',
  ],
  [
    'how much is difference in fuel between May and June',
    'what is the difference between fuel in may and june',
  ],
  ['any money back lately', 'any refunds lately'],
  ['was it cheaper at Costco in May than in June', 'did i spend less at costco in may than in june'],
  ['what did the priciest meal cost in May', 'what was the priciest meal in may'],
  ['how much money did I get last month from my work', 'how much money did i earn last month'],
  ['how much did I get back from my work', 'how much did i get back from my work'],
  ['income apart from Acme', 'what income did i have apart from acme'],
  ['rank my categories this year', 'spending by category this year'],
  ['clinic payments to date', 'clinic payments so far'],
  ['groceries from March to date', 'groceries from march to date'],
  ['payments to Amazon until now', 'payments to amazon so far'],
  ['has the rent gone out', 'did the rent go out'],
  ['has the price gone up', 'has the price gone up'],
  ['everything but rent in May', 'all spending excluding rent in may'],
  ['whom did I last pay', 'what was my last payment'],
  ['Amazon this year: number, sum', 'amazon this year how much'],
  ['my largest single debit in May', 'my largest expense in may'],
  ['any bills over 400 in August', 'any expenses over 400 in august'],
  ['who has been paid the most in May', 'who did i pay the most in may'],
  ['how much did I get from my employer in May', 'how much did i earn at work in may'],
  ['how is my spending this month vs last', 'my spending this month vs last'],
  ['bought anything at Costco', 'did i buy anything at costco'],
  ['have any refunds', 'do i have any refunds'],
  ['how pricey was my trip', 'how much was my trip'],
  ['did we exceed 2000 dollars of spending in May', 'did we spend more than 2000 dollars in may'],
  ['Costco refund, how much and when', 'costco refund'],
  ['what did I spend, rent aside, in May', 'what did i spend excluding rent in may'],
])('is asked as most people would: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  'what is my biggest purchase in June',
  'was it more in May than in June',
  'was it more on groceries',
  'what is the difference between May and June',
  'what is the difference in salary between last year and this year',
  'the biggest electric bill',
  'which bills are over',
  'how is my spending',
  'did we exceed our budget',
  'how much and when',
  'leave the rent aside, please',
  'how much did I get from Costco',
  '',
])('leaves another question as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
