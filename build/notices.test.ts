import { expect, it } from 'vitest';
import { notices } from './notices.ts';

it('lists each licence once, with all its packages', () => {
  const licence = (name: string, text: string, license = 'MIT') => ({
    name,
    version: '1.0.0',
    license,
    text,
  });
  const text = notices([
    licence('ws', 'A'),
    licence('react', 'B'),
    licence('chrono', 'A'),
    licence('bare', '', 'ISC'),
  ]);
  expect(text.split(/\n-+\n/).map((section) => section.trim())).toEqual([
    'HAL Listener contains code of these packages.\n\nbare 1.0.0 (ISC)\n\nISC',
    'chrono 1.0.0 (MIT)\nws 1.0.0 (MIT)\n\nA',
    'react 1.0.0 (MIT)\n\nB',
  ]);
});
