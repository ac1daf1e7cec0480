import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withCalendarAsked } from './calendar-asked.ts';

const put = (text: string, isClause = false) =>
  said(withCalendarAsked(tokenize(text), '2026-11-23', isClause));

it.each([
  ['what is showing on my planner for the 9th', 'what appointments do i have for the 9th'],
  ['my calendar', 'what appointments do i have'],
  ['which engagements are in the diary for Saturday', 'what appointments do i have for saturday'],
  ['what am I supposed to be doing tomorrow', 'what appointments do i have tomorrow'],
  ['what have I got going on on the 9th', 'what appointments do i have on the 9th'],
  ['what is going on on December 9', 'what appointments do i have on december 9'],
  ['what are the events I have in January', 'what appointments do i have in january'],
  ['what does my agenda have for the day', 'what appointments do i have today'],
  ['what is my afternoon schedule tomorrow', 'what appointments do i have tomorrow afternoon'],
  ['what is on the calendar for Christmas', 'what appointments do i have on christmas'],
  ['when are my meetings next week', 'what appointments do i have next week'],
  ['what is on our calendar next week', 'what appointments do we have next week'],
])('what a calendar holds: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  ['are there any events on my calendar for December 9', 'do i have any appointments for december 9'],
  ['does my diary show anything for Saturday', 'do i have any appointments for saturday'],
  ['do I have anything planned', 'do i have any appointments'],
  ['did I have any events on Saturday', 'did i have any appointments on saturday'],
  ['how many events do I have this week', 'how many appointments do i have this week'],
  ['how many meetings did I have last week', 'how many appointments did i have last week'],
  ['which events were in my diary in May', 'which appointments did i have in may'],
])('whether there is something, and how much: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  ['do I have a meeting on Saturday', 'what appointments do i have on saturday'],
  ['any other events on Saturday', 'what appointments do i have on saturday'],
  ['are there any events this weekend', 'what appointments do i have this weekend'],
])('no yes or no is said of what may be another thing: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  ['is my calendar free on Saturday', 'am i free on saturday'],
  ['am I busy on Saturday at 3 pm', 'am i busy on saturday at 3 pm'],
  ['am I free at 3 pm', 'am i free today at 3 pm'],
])('a time that is free: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  ['do I have any meetings with Dr. Chen this week', 'what appointments do i have with dr chen this week'],
  ['when is the meeting with Homer scheduled for', 'when is my appointment with homer'],
])('with whom: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  ['open my calendar', 'what appointments do i have'],
  ['i want my agenda for Saturday', 'what appointments do i have for saturday'],
  ['my calendar and tell me what I have planned for Saturday', 'what appointments do i have for saturday'],
])('a calendar that is to be looked into: %s', (text, usual) => expect(put(text)).toBe(usual));

it('asks behind "if" what would tell by itself', () => {
  expect(put('I have meetings on Saturday', true)).toBe('what appointments do i have on saturday');
  expect(put('I have meetings on Saturday')).toBe('i have meetings on saturday');
});

it.each([
  'what is on the movie schedule tonight',
  'what is my schedule',
  'what is my dosing schedule today',
  'what is a calendar event',
  'which of us has a meeting tomorrow',
  'what is happening to me today',
  'what is not on my calendar on Saturday',
  'what plan do I have',
  'any items this week',
  'is that on my calendar',
  'is anything open on my calendar on Saturday',
  'set a meeting on my calendar for Saturday',
  'plan my events for Saturday',
  'I need a meeting on Saturday',
  'what time is my meeting on Saturday',
  'where is my meeting on Saturday',
  'what is the last event on my calendar',
  'any events today or on Saturday',
  'do I have an appointment on Saturday',
  'am I currently in a meeting',
  'do I have a meeting now',
  'am I going on Saturday',
  'what was the upcoming event',
  'what was on my calendar',
  'what did I spend on Saturday',
])('stays as it is: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
