import { expect, it } from 'vitest';
import { packageOf, shares } from './page-weight.ts';

it('finds the package of a file', () => {
  expect(packageOf('/x/node_modules/@fluentui/react-button/lib/a.js')).toBe('Fluent UI');
  expect(packageOf('/x/node_modules/@fluentui/react-icons/lib/a.js')).toBe('icons');
  expect(packageOf('/x/node_modules/a/node_modules/zod/index.js')).toBe('zod');
  expect(packageOf('C:\\x\\node_modules\\@tanstack\\virtual-core\\a.js')).toBe('@tanstack/virtual-core');
  expect(packageOf('/x/renderer/app.tsx')).toBe('panel');
});

it('divides the total among the packages, largest first', () => {
  const text = (many: number): string =>
    Array.from({ length: many }, (_, at) => `word${at * 7_919}`).join(' ');
  const parts = shares(
    [
      { file: '/x/renderer/a.ts', code: text(20) },
      { file: '/x/node_modules/zod/a.js', code: text(900) },
      { file: '/x/node_modules/zod/b.js', code: text(900) },
    ],
    1_000,
  );
  expect(parts.map(({ name }) => name)).toEqual(['zod', 'panel']);
  expect(parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(1_000, -1);
});
