import { expect, it } from 'vitest';
import { didYouMean } from './errors.ts';

const known = ['maxConnections', 'port', 'extraPorts', 'logLevel'];

it('finds what a slip meant', () => {
  expect(didYouMean('prot', known)).toBe('port');
  expect(didYouMean('ports', known)).toBe('port');
  expect(didYouMean('LOG-LEVLE', known)).toBe('logLevel');
  expect(didYouMean('max_connection', known)).toBe('maxConnections');
});

it('guesses nothing for another word', () => {
  expect(didYouMean('zebra', known)).toBeUndefined();
  expect(didYouMean('', known)).toBeUndefined();
});
