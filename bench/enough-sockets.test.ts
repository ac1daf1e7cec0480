import { expect, it } from 'vitest';
import { whyTooManyClients } from './enough-sockets.ts';

it('has room for clients below the limit, with some for the rest', () => {
  expect(whyTooManyClients(10_000, 20_000)).toBeUndefined();
  expect(whyTooManyClients(10_000, Number.POSITIVE_INFINITY)).toBeUndefined();
});

it('says which limit is too low', () => {
  expect(whyTooManyClients(1_000, 1_024)).toBe(
    '1000 clients need more open files than the limit of 1024: raise it (ulimit -Hn)',
  );
});
