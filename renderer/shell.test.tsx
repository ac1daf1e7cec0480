import { expect, it } from 'vitest';
import { screenOf } from './shell.tsx';

it('parses screen names and falls back to the overview', () => {
  expect(['#/logs', '#connections', '', '#/nothing', '#/__proto__'].map(screenOf)).toEqual([
    'logs',
    'connections',
    'overview',
    'overview',
    'overview',
  ]);
});
