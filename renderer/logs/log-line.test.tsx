import { expect, it } from 'vitest';
import { parseLine, splitMatches } from './log-line.tsx';

it('takes lines of both logs apart, and leaves others whole', () => {
  expect(parseLine('events', '2026-11-23 05:06:07.123 ERROR server  port 8768 is in use pid=12')).toEqual({
    time: '2026-11-23 05:06:07.123',
    level: 'ERROR',
    component: 'server',
    text: 'port 8768 is in use pid=12',
  });
  expect(parseLine('gateway', '2026-11-23 05:06:07.123 query  client=127.0.0.1:5 ms=3')).toMatchObject({
    component: 'query',
    text: 'client=127.0.0.1:5 ms=3',
  });
  for (const log of ['events', 'gateway', 'como'] as const) {
    expect(parseLine(log, '    at a stack')).toEqual({
      time: '',
      level: '',
      component: '',
      text: '    at a stack',
    });
  }
});

it('marks what was searched for, and loses no character', () => {
  const hits = (text: string, wanted: string, matchCase = false) =>
    splitMatches(text, wanted, matchCase).map(({ text: piece, isMatch }) => (isMatch ? `[${piece}]` : piece));
  expect(hits('an Error, an error', 'error')).toEqual(['an ', '[Error]', ', an ', '[error]']);
  expect(hits('an Error, an error', 'error', true)).toEqual(['an Error, an ', '[error]']);
  expect(hits('nothing', 'x')).toEqual(['nothing']);
  expect(hits('', 'x')).toEqual(['']);
  expect(hits('İİ', 'i')).toEqual(['İİ']);
});
