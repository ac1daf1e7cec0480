import { expect, it } from 'vitest';
import { registrationFile, stderrLogFile, stderrLogNumber, userNoOfFile } from './home-files.ts';

it('names registrations by User No., and reads the number back', () => {
  expect(registrationFile(10_001)).toBe('run/10001.json');
  expect(userNoOfFile('10001.json')).toBe(10_001);
  for (const name of [
    'desired.json',
    '010.json',
    '0.json',
    '10001.json.tmp',
    '-1.json',
    '12345678901.json',
  ]) {
    expect(userNoOfFile(name)).toBeUndefined();
  }
});

it('numbers crash tails, and reads the number back', () => {
  expect(stderrLogFile(7)).toBe('run/stderr-7.log');
  expect(stderrLogNumber('stderr-7.log')).toBe(7);
  expect(stderrLogNumber('stderr-.log')).toBeUndefined();
});
