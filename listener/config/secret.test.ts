import { expect, it } from 'vitest';
import { secret } from './setting-types.ts';

const kind = secret(8);
const read = (raw: unknown) => kind.parse(raw, { resolve: String });

it('takes text as it stands', () => {
  expect(read(' a b ')).toEqual({ value: ' a b ' });
  for (const raw of ['', '123456789', 'a\tb', 5, null]) expect(read(raw)).toBeUndefined();
});

it('never writes it', () => {
  expect([kind.format('hunter2'), kind.format(undefined)]).toEqual(['(set)', '(not set)']);
});
