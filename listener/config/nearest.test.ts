import { expect, it } from 'vitest';
import { nearest } from './errors.ts';

const known = ['maxConnections', 'port', 'extraPorts', 'logLevel'];

it('finds what a slip meant', () => {
  expect(nearest('prot', known)).toBe('port');
  expect(nearest('ports', known)).toBe('port');
  expect(nearest('LOG-LEVLE', known)).toBe('logLevel');
  expect(nearest('max_connection', known)).toBe('maxConnections');
});

it('guesses nothing for another word', () => {
  expect(nearest('zebra', known)).toBeUndefined();
  expect(nearest('', known)).toBeUndefined();
});
