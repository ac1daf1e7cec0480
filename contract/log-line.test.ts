import { expect, it } from 'vitest';
import { isEntryStart, splitEventLine, splitGatewayLine } from './log-line.ts';

const stamp = '2026-11-23 05:06:07.123';

it('splits a line of the event log', () => {
  expect(splitEventLine(`${stamp} WARN  protocol  odd  thing a=1`)).toEqual({
    stamp,
    level: 'warn',
    component: 'protocol',
    text: 'odd  thing a=1',
  });
});

it('splits a line of the gateway log', () => {
  expect(splitGatewayLine(`${stamp} query  client=127.0.0.1:5 ms=3`)).toEqual({
    stamp,
    event: 'query',
    text: 'client=127.0.0.1:5 ms=3',
  });
});

it.each([
  '',
  '    at a stack',
  `${stamp} LOUD  server  text`,
  '2026-11-23 05:06:07 INFO  server  no milliseconds',
  `${stamp} query  client=1`,
])('does not treat %j as the start of an entry', (line) => {
  expect(splitEventLine(line)).toBeUndefined();
});

it('detects where an entry starts', () => {
  expect(isEntryStart(`${stamp} INFO  server  listening`)).toBe(true);
  expect(isEntryStart('    at Server.listen (net.js)')).toBe(false);
});

it.each([
  '',
  'at Server.listen',
  `${stamp} WARN  server  text`,
  '2026-11-23 05:06:07 query  no milliseconds',
])('does not treat %j as a line of the gateway log', (line) => {
  expect(splitGatewayLine(line)).toBeUndefined();
});
