import { expect, it } from 'vitest';
import { said } from '../words/phrases.ts';
import { tokenize } from '../words/tokenize.ts';
import { withCalendarEntry } from './calendar-entry.ts';

const put = (text: string) => said(withCalendarEntry(tokenize(text), '2026-11-23'));

it.each([
  ['is book club on my calendar', 'do i have an appointment for book club'],
  ['is the book club already in my diary', 'do i have an appointment for book club'],
  ['is the flu shot on my calendar for Friday', 'do i have an appointment for flu shot for friday'],
  ['is the race on Friday added to my calendar', 'do i have an appointment for race on friday'],
  ['is there an event called Book Club on my agenda', 'do i have an appointment for book club'],
  ['does my calendar include the thyroid check', 'do i have an appointment for thyroid check'],
  ['search my planner for book club', 'do i have an appointment for book club'],
  ['did I put the flu shot on my calendar', 'do i have an appointment for flu shot'],
  ["have I added my doctor's appointment to my calendar", 'do i have my doctor appointment'],
])('is looked for among the appointments: %s', (text, usual) => expect(put(text)).toBe(usual));

it.each([
  'is it on my calendar',
  'is Friday on my calendar',
  'is there room on my calendar',
  'is anything on my calendar',
  'does my calendar have anything',
  'search my calendar for December',
  'put the flu shot on my calendar',
  'is book club on my list',
  'is book club on my calendar with Tim',
  'is book club fun',
])('names nothing that could be there: %s', (text) => expect(put(text)).toBe(said(tokenize(text))));
