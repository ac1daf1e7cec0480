import { expect, it } from 'vitest';
import { isExternallySupervised, PHANTOM_ORIGINS } from './phantom-origins.ts';

it('lists the origins that restart a listener without a supervisor', () => {
  expect(PHANTOM_ORIGINS.filter(isExternallySupervised)).toEqual(['qm', 'task', 'service', 'systemd']);
});
