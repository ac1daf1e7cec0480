import { expect, it } from 'vitest';
import { isExternallySupervised, PHANTOM_ORIGINS } from './phantom-origins.ts';

it('knows who is started again without a supervisor', () => {
  expect(PHANTOM_ORIGINS.filter(isExternallySupervised)).toEqual(['qm', 'task', 'service', 'systemd']);
});
