import { expect, it } from 'vitest';
import {
  AT_TERMINAL_VARIABLE,
  describeStarter,
  isExternallySupervised,
  isStartedByItself,
  PHANTOM_ORIGINS,
} from './phantom-origins.ts';

it('lists the origins that restart a listener without a supervisor', () => {
  expect(PHANTOM_ORIGINS.filter(isExternallySupervised)).toEqual(['qm', 'task', 'service', 'systemd']);
});

it('tells who started a listener, and whether it was a person', () => {
  const typed = { [AT_TERMINAL_VARIABLE]: '1' };
  expect(describeStarter('watch', 'anna', {})).toBe('watch (anna)');
  expect(describeStarter('watch', 'anna', typed)).toBe('watch (anna), typed at a terminal');
  for (const [starter, expected] of [
    ['watch (anna)', true],
    ['systemd (hal)', true],
    ['watch (anna), typed at a terminal', false],
    ['cli (anna)', false],
    ['panel (anna)', false],
    ['', false],
  ] as const) {
    expect(isStartedByItself(starter)).toBe(expected);
  }
});
