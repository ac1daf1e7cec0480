import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '../account/statement.ts';
import { toQmText } from '../account/text.ts';
import { fillStatement, placeholders } from './statement.ts';

const STATEMENT =
  'LIST TRANSACTION AMOUNT WITH STANDARDIZED_PAYEE = {payee:any-case} AND WITH TRANS_DATE <= {today}';
const shape = (payee: string) =>
  tokens(fillStatement(STATEMENT, { payee, today: '2026-11-23' })).map(({ text, quoted }) =>
    quoted ? '?' : text,
  );

describe('fillStatement', () => {
  it('quotes values, in four spellings where case may differ', () => {
    expect(fillStatement(STATEMENT, { payee: "joe's garage", today: '2026-11-23' })).toBe(
      'LIST TRANSACTION AMOUNT WITH STANDARDIZED_PAYEE = "joe\'s garage" "joe\'s garage" "Joe\'s Garage" "JOE\'S GARAGE" AND WITH TRANS_DATE <= "2026-11-23"',
    );
  });

  it('takes several values', () => {
    expect(fillStatement('COUNT F WITH A = {x}', { x: ['1', '2'] })).toBe('COUNT F WITH A = "1" "2"');
  });

  it('knows its placeholders', () => {
    expect(placeholders(STATEMENT)).toEqual([
      { name: 'payee', anyCase: true },
      { name: 'today', anyCase: false },
    ]);
  });

  it('has the same shape whatever the value, or refuses it', () => {
    const harmless = shape('harmless');
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom(
        '" OR WITH "1" = "1',
        "' OR WITH AMOUNT > '0",
        '{today}',
        'a" "b',
        '\u00fe',
        'Starbucks" CSV',
      ),
    );
    fc.assert(
      fc.property(nasty, (payee) => {
        let filled: readonly string[];
        try {
          filled = shape(payee);
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_VALUE' });
          return;
        }
        expect(filled).toEqual(harmless);
        const [first] = tokens(fillStatement('COUNT F WITH A = {x}', { x: payee })).filter(
          ({ quoted }) => quoted,
        );
        expect(first?.text).toBe(toQmText(payee));
      }),
      { numRuns: 500 },
    );
  });
});
