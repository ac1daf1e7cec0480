import { expect, it } from 'vitest';
import { screenOf } from './shell.tsx';

it('knows its screens, and shows the overview for everything else', () => {
  expect(['#/logs', '#connections', '', '#/nothing', '#/__proto__'].map(screenOf)).toEqual([
    'logs',
    'connections',
    'overview',
    'overview',
    'overview',
  ]);
});
