import { expect, it } from 'vitest';
import { parsePart, textAt, textsAt, withValueAt } from './json-values.ts';
import { newSubject, subjectName } from './new-subject.ts';

it('reads what is there, and nothing where something else is', () => {
  const value = { name: 'a', list: ['b', 7, 'c'], inner: [{ name: 'd' }] };
  expect([textAt(value, ['name']), textAt(value, ['inner', 0, 'name']), textAt(value, ['list'])]).toEqual([
    'a',
    'd',
    '',
  ]);
  expect([textsAt(value, ['list']), textsAt(value, ['name']), textsAt(7, ['x', 0])]).toEqual([
    ['b', 'c'],
    [],
    [],
  ]);
  expect([parsePart('{'), parsePart('7'), parsePart('null'), parsePart('[]')]).toEqual([
    undefined,
    undefined,
    undefined,
    [],
  ]);
});

it('changes one place and keeps what is around it, in order', () => {
  const value = { a: 1, list: [{ x: 1 }, { x: 2 }], z: 3 };
  expect(JSON.stringify(withValueAt(value, ['list', 1, 'x'], 5))).toBe(
    '{"a":1,"list":[{"x":1},{"x":5}],"z":3}',
  );
  expect(withValueAt(value, ['list', 0], undefined)).toEqual({ ...value, list: [{ x: 2 }] });
  expect(withValueAt(value, ['list', 2], { x: 9 })).toEqual({
    ...value,
    list: [{ x: 1 }, { x: 2 }, { x: 9 }],
  });
  expect(withValueAt(value, ['a'], undefined)).toEqual({ list: value.list, z: 3 });
  expect(value).toEqual({ a: 1, list: [{ x: 1 }, { x: 2 }], z: 3 });
});

it('leaves a key out that has nothing to say, and keeps one that is there', () => {
  expect(withValueAt({ a: 1 }, ['words'], [])).toEqual({ a: 1 });
  expect(withValueAt({ a: 1 }, ['date'], '')).toEqual({ a: 1 });
  expect(withValueAt({ words: ['x'] }, ['words'], [])).toEqual({ words: [] });
  expect(withValueAt({}, ['__proto__'], 'x')).toEqual(JSON.parse('{"__proto__": "x"}'));
});

it('names a new subject after a file', () => {
  expect(['tool.loan', ' 2-Car Park! ', '...'].map(subjectName)).toEqual(['TOOL_LOAN', 'CAR_PARK', '']);
  expect(JSON.parse(newSubject('TOOL_LOAN'))).toMatchObject({ file: 'TOOL.LOAN', words: ['tool loan'] });
});
