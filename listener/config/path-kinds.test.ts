import { expect, it } from 'vitest';
import { path, program } from './setting-types.ts';

const here = { resolve: (name: string) => `/here/${name}` };

it('makes a path absolute where it was said', () => {
  expect(path('a path').parse(' logs of HAL ', here)).toEqual({ value: '/here/logs of HAL' });
});

it('refuses quotes, which a shell or an editor left behind', () => {
  for (const raw of ['"C:\\x y"', "'x'", '', 5, 'a\0b'])
    expect(path('a path').parse(raw, here)).toBeUndefined();
});

it('leaves a bare program name to PATH', () => {
  expect(program.parse('qm.exe', here)).toEqual({ value: 'qm.exe' });
  expect(program.parse('bin/qm', here)).toEqual({ value: '/here/bin/qm' });
  expect(program.parse('"qm"', here)).toBeUndefined();
});
