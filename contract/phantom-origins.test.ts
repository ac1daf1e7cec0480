import { expect, it } from 'vitest';
import { hasKeeper, PHANTOM_ORIGINS } from './phantom-origins.ts';

it('knows who is started again without a supervisor', () => {
  expect(PHANTOM_ORIGINS.filter(hasKeeper)).toEqual(['qm', 'task', 'service', 'systemd']);
});
