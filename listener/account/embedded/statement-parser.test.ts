import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { quote } from '../statement.ts';
import { toQmText } from '../text.ts';
import type { Query, Selection } from './query.ts';
import { type Catalogue, fileOf, parseStatement } from './statement-parser.ts';
import { dictionaryOf } from './statement-run.ts';
import { memoryFile } from './testing/memory-file.ts';
import subset from './testing/query-subset.json' with { type: 'json' };

const files = new Map(Object.entries(subset.files).map(([name, file]) => [name, memoryFile(name, file)]));
const catalogue: Catalogue = {
  find: (name, ofDictionary) => {
    const file = files.get(name);
    return file && { name: file.name, dictionary: dictionaryOf(file, ofDictionary) };
  },
};

function parse(text: string) {
  return parseStatement(text, catalogue, 2026);
}

function query(text: string): Query {
  const statement = parse(text);
  if (statement.kind !== 'query') throw new Error(`no query: ${text}`);
  return statement.query;
}

/** A selection as it groups: fields, comparisons and values. */
function grouping(selection: Selection | undefined): string {
  if (selection === undefined) return '';
  if (selection.kind === 'presence') return `${selection.negated ? 'no ' : ''}${selection.field.name}`;
  if (selection.kind !== 'test') {
    return `(${grouping(selection.left)} ${selection.kind} ${grouping(selection.right)})`;
  }
  const values = selection.operands.map((operand) =>
    operand.kind === 'literal' ? operand.value : operand.field.name,
  );
  return `${selection.negated ? 'no ' : ''}${selection.field.name} ${selection.operator} ${values.join('..')}`;
}

describe('selections', () => {
  it.each([
    ['WITH STATUS = "a" OR DOSAGE = 5 AND COST', '((STATUS EQ a or DOSAGE EQ 5) and COST)'],
    ['WITH STATUS = "a" OR (DOSAGE = 5 AND COST)', '(STATUS EQ a or (DOSAGE EQ 5 and COST))'],
    ['WITH COST AND STATUS = a b', '(COST and (STATUS EQ a or STATUS EQ b))'],
    ['WITH NO STATUS = a b', '(no STATUS EQ a or STATUS EQ b)'],
    ['WITH DOSAGE > 5 AND < 9', '(DOSAGE GT 5 and DOSAGE LT 9)'],
    ['WITH STATUS = a AND WITH "b"', '(STATUS EQ a and STATUS EQ b)'],
    ['WITH STATUS WITH NO COST', '(STATUS and no COST)'],
    ['WITHOUT COST', 'no COST'],
    ['WITH COST BETWEEN 1.00 2.00', 'COST BETWEEN 100..200'],
    ['WITH START_DATE = "2022-10-03"', 'START_DATE EQ 20000'],
    ['WITH START_DATE LIKE "2022..."', 'START_DATE LIKE 2022...'],
    ['WITH DOSAGE = COST', 'DOSAGE EQ COST'],
    ['WITH DOSAGE GREATER THAN 5', 'DOSAGE GT 5'],
    ['= "M1"', '@ID EQ M1'],
  ])('%s groups as %s', (text, expected) => {
    expect(grouping(query(`LIST MEDICATION ${text} CSV`).selection)).toBe(expected);
  });
});

describe('refusals', () => {
  it.each([
    ['LIST', 'File name required'],
    ['LIST NOPE', 'File not found'],
    ['SAY HELLO', 'SAY is not in your VOC'],
    ['LIST MEDICATION TOTAL COST', 'TOTAL is not supported by this account'],
    ['LIST MEDICATION WITH STATUS = CSV', 'Unexpected K type item (CSV) in query sentence.'],
    ['LIST MEDICATION BY NOPE', 'Sort item cannot be a literal value'],
    ['LIST MEDICATION BY CSV', 'Unexpected K type item (CSV) in query sentence.'],
    ['LIST MEDICATION ID.SUP ID.ONLY', 'Cannot use ID.SUP and ID.ONLY together'],
    [
      `LIST MEDICATION WITH ${'('.repeat(51)}COST${')'.repeat(51)}`,
      'Too many brackets in selection expression',
    ],
  ])('%s: %s', (text, output) => {
    expect(parse(text)).toMatchObject({ kind: 'error', error: { output, status: -1 } });
  });

  it('stops at a phrase that contains itself', () => {
    const looping = memoryFile('LOOP', { dict: { A: 'PH\u00feB', B: 'PH\u00feA' }, data: {} });
    const only: Catalogue = { find: () => ({ name: 'LOOP', dictionary: dictionaryOf(looping, false) }) };
    expect(parseStatement('LIST LOOP A', only, 2026)).toMatchObject({
      kind: 'error',
      error: { output: expect.stringContaining('contains itself') },
    });
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    ...'LIST SORT COUNT SELECT MEDICATION DICT WITH NO EVERY AND OR ( ) = # LIKE BETWEEN BY BY.DSND FIRST 3 CSV'.split(
      ' ',
    ),
    ...'DELIMITER "x" STATUS COST @ID F1 NOPE ID.SUP VERT TOTAL NO.CASE , "2 THAN \\a\\'.split(' '),
  );

  it('is a statement or a refusal, never another error', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 20 }).map((list) => `LIST MEDICATION ${list.join(' ')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(['query', 'command', 'nothing', 'error']).toContain(parse(text).kind);
        fileOf(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a quoted value', () => {
  const around = (value: string) => `LIST TRANSACTION AMOUNT WITH STANDARDIZED_PAYEE = ${value} CSV`;

  /** The query with the value taken out. */
  function shape(parsed: Query) {
    const { selection, sentence: _, ...rest } = parsed;
    if (selection?.kind !== 'test') throw new Error('the selection is one test');
    const [operand, ...others] = selection.operands;
    return {
      rest,
      test: { ...selection, operands: others },
      value: operand?.kind === 'literal' ? operand : undefined,
    };
  }

  it('never changes the statement around it', () => {
    const harmless = shape(query(around(quote('harmless'))));
    const nasty = fc.constantFrom(
      '"',
      "'",
      '\\',
      ' CSV',
      ' OR ',
      ')',
      '(',
      ',',
      'WITH',
      '\u00fd',
      '\u00fe',
      'ü',
      '\n',
      '',
    );
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.array(fc.oneof(nasty, fc.string({ maxLength: 3 })), { maxLength: 8 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(values, (value) => {
        let quoted: string;
        try {
          quoted = quote(value);
        } catch (error) {
          expect(error).toBeInstanceOf(AccountError);
          expect(error).toMatchObject({ code: 'BAD_VALUE' });
          return;
        }
        const parsed = shape(query(around(quoted)));
        expect(parsed.rest).toEqual(harmless.rest);
        expect(parsed.test).toEqual(harmless.test);
        expect(parsed.value).toEqual({ kind: 'literal', text: toQmText(value), value: toQmText(value) });
      }),
      { numRuns: 1000 },
    );
  });
});
