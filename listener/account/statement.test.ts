import { describe, expect, it } from 'vitest';
import { canLeaveSelectList, checkedStatement, isReadOnly, maskedStatement } from './statement.ts';

it.each([
  ['LIST MEDICATION WITH NAME = "Amoxil" CSV', 'LIST MEDICATION WITH NAME = "***" CSV'],
  [`LIST A WITH B = 'it "is"' OR WITH C = "x"`, 'LIST A WITH B = "***" OR WITH C = "***"'],
  ['LIST A WITH B = "never closed', 'LIST A WITH B = "***"'],
  ['SELECT A\u00feLIST A', 'SELECT A LIST A'],
  ['WHO', 'WHO'],
])('%s', (statement, masked) => {
  expect(maskedStatement(statement)).toBe(masked);
});

describe('a statement', () => {
  it.each(['QUIT', ' quit ', 'OFF', 'LOGOUT', 'LOGTO QMSYS', 'WHO\u00feQUIT'])(
    'that ends or moves the session is refused: %j',
    (statement) => {
      expect(() => checkedStatement(statement)).toThrow(expect.objectContaining({ code: 'NOT_SUPPORTED' }));
    },
  );

  it.each(['', '   ', '\u00fe', 'LIST X\nQUIT', 'LIST\u0000'])('that is none is refused: %j', (statement) => {
    expect(() => checkedStatement(statement)).toThrow(expect.objectContaining({ code: 'BAD_STATEMENT' }));
  });

  it.each(['LOGOUT 12', 'LIST MEDICATION WITH NAME = "QUIT"', 'TERM 200,30000\u00feLIST X'])(
    'goes: %j',
    (statement) => {
      expect(checkedStatement(statement)).toBe(statement);
    },
  );

  it('may be asked again if it only reads', () => {
    expect(['LIST X', 'sort X', ' COUNT X', 'SELECT X', 'WHO'].map(isReadOnly)).toEqual(Array(5).fill(true));
    expect(['DELETE X Y', 'RUN BP X', 'LISTING', 'LIST X\u00feDELETE X Y', ''].map(isReadOnly)).toEqual(
      Array(5).fill(false),
    );
  });

  it('may leave a select list unless it is known not to', () => {
    expect(
      ['SELECT X', 'GET.LIST Y', 'MY.PARAGRAPH', 'LIST X\u00feSELECT X'].map(canLeaveSelectList),
    ).toEqual(Array(4).fill(true));
    expect(['LIST X', 'COUNT X', 'WHO'].map(canLeaveSelectList)).toEqual(Array(3).fill(false));
  });
});
