import { expect, it } from 'vitest';
import { flagArguments, portOfFlags, START_FLAGS } from './start-flags.ts';

it('formats flags so that no value can be mistaken for a flag', () => {
  expect(flagArguments({ '--port': '9000', '--qm-account': '--debug' })).toEqual([
    '--port=9000',
    '--qm-account=--debug',
  ]);
  expect(START_FLAGS.safeParse({ 'port; rm': '1' }).success).toBe(false);
});

it('returns a port only if there is one', () => {
  expect(portOfFlags({ '--port': '9000' })).toBe(9_000);
  for (const flags of [{}, { '--port': '0' }, { '--port': 'x' }, { '--port': '70000' }]) {
    expect(portOfFlags(flags)).toBeUndefined();
  }
});
