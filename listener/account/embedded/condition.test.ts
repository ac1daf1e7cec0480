import { expect, it } from 'vitest';
import { idChoiceOf } from './condition.ts';
import { parseStatement } from './statement-parser.ts';
import { dictionaryOf } from './statement-run.ts';
import { memoryFile } from './testing/memory-file.ts';

const file = memoryFile('F', { dict: { A: 'D\u00fe1\u00fe\u00feA\u00fe5L\u00feS' }, data: {} });

function choice(text: string) {
  const statement = parseStatement(
    `LIST F ${text}`,
    { find: () => ({ name: 'F', dictionary: dictionaryOf(file, false) }) },
    2026,
  );
  if (statement.kind !== 'query') throw new Error('no query');
  const found = idChoiceOf(statement.query);
  return found && [found.ids.join(' '), found.rest === undefined ? 'no rest' : 'a rest'];
}

it.each([
  ['"1" "2"', ['1 2', 'no rest']],
  ['WITH @ID = "1" "2" OR @ID = "3"', ['1 2 3', 'no rest']],
  ['WITH @ID = "1" AND A', ['1', 'a rest']],
  ['WITH @ID = "1" WITH A', ['1', 'a rest']],
  ['"9" WITH @ID = "1"', ['9', 'a rest']],
  ['WITH @ID = "1" OR A', undefined],
  ['WITH A AND @ID = "1"', undefined],
  ['WITH NO @ID = "1"', undefined],
  ['WITH @ID # "1"', undefined],
  ['WITH @ID = NO.CASE "1"', undefined],
  ['', undefined],
])('%s chooses %j', (text, expected) => {
  expect(choice(text)).toEqual(expected);
});
