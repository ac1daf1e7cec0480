import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountError } from '../errors.ts';
import { MARK } from '../text.ts';
import { greetingLinesOf, parseRecord, readCommandEnd, withoutGreeting } from './command-output.ts';

const end = (output: string, code: number | null = 0, errors = '') => ({ output, code, errors });

/** As a real QM printed them. */
describe('readCommandEnd', () => {
  it.each([
    ['LIST F CSV', 'F\r\nR1\r\n1 record(s) listed\r\n', 'F\nR1\n1 record(s) listed', 1],
    [
      'LIST F A CSV',
      "F,A\r\n0 record(s) listed\r\n'X' not found\r\n",
      "F,A\n0 record(s) listed\n'X' not found",
      0,
    ],
    ['LIST F A CSV', 'F,A\r\nR2,lf\nin\r\n1 record(s) listed\r\n', 'F,A\nR2,lf\nin\n1 record(s) listed', 1],
    ['LIST F FIRST 1', 'R1\r\nSample of 1 record(s) listed\r\n', 'R1\nSample of 1 record(s) listed', 1],
    ['COUNT F', '7 record(s) counted\r\n', '7 record(s) counted', 7],
    ['SSELECT F', '7 record(s) selected to list 0\r\n', '7 record(s) selected to list 0', 7],
    ['LIST F COUNT.SUP CSV', 'F\r\nR1\r\n', 'F\nR1', 0],
    ['WHO', '100 HAL\r\n', '100 HAL', 0],
    ['DATE.FORMAT OFF', '', '', 0],
    ['LIST NOFILE', 'File not found\r\n', 'File not found', -1],
    ['NOVERB X', 'NOVERB is not in your VOC\r\n', 'NOVERB is not in your VOC', -1],
    ['LIST', 'File name required\r\n', 'File name required', 0],
    ['SORT F WITH', 'Field name missing\r\n', 'Field name missing', -1],
    ['RUN BP X', 'Program BP.OUT X not found\r\n', 'Program BP.OUT X not found', -1],
  ])('reads %j: %j', (statement, printed, output, status) => {
    expect(readCommandEnd(statement, end(printed))).toEqual({ output, status });
  });

  it.each([
    [end('', 1, 'ScarletDME has not been started'), 'UNAVAILABLE', 'ScarletDME has not been started'],
    [end('\x07User limit reached\r\n', 1), 'LICENCE_LIMIT', /no free seat/],
    [
      end('Account NOPE not in register\r\nConnection terminated\r\n'),
      'LOGIN_REFUSED',
      'QM refused: Account NOPE not in register',
    ],
    [end('NAME? Process terminated\r\n'), 'PROMPTED', 'QM asked for input: NAME?'],
    [end('NAME?\r\nProcess terminated\r\n'), 'PROMPTED', 'QM asked for input: NAME?'],
    [end('Received termination signal 15\r\nProcess terminated\r\n'), 'UNAVAILABLE', /a stop was requested/],
    [end('boom\r\n000000AC: Abort at line 2 of T.ABORT\r\n'), 'ABORTED', 'boom'],
    [end('000000A9: Divide by zero error at line 1 of P6\r\n'), 'ABORTED', /Divide by zero/],
    [end('', null), 'UNAVAILABLE', /exit code none/],
    [end('', 1, 'no libc'), 'UNAVAILABLE', /no libc/],
  ])('refuses %j as %s', (ended, code, message) => {
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(() => readCommandEnd('X', ended)).toThrow(expect.objectContaining({ code, message: expected }));
  });

  it("removes the output of the account's login", () => {
    const greeting = 'Welcome\r\n\r\n';
    const lines = greetingLinesOf(end(`${greeting}5 HAL\r\n`));
    expect(lines).toBe(2);
    expect(readCommandEnd('COUNT F', end(`${greeting}1 record(s) counted\r\n`), lines).output).toBe(
      '1 record(s) counted',
    );
    expect(withoutGreeting(`${greeting}F R1\r\n1: a\r\n`, lines)).toBe('F R1\r\n1: a\r\n');
    expect(() => greetingLinesOf(end('who are you\r\n'))).toThrow(/unexpected answer to WHO/);
  });

  it('returns output or its own error, whatever is printed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.option(fc.nat(255)), (output, code) => {
        try {
          expect(Number.isInteger(readCommandEnd('LIST F', end(output, code)).status)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(AccountError);
        }
      }),
    );
  });
});

describe('parseRecord', () => {
  it('parses the output of CT, with a bare line feed as part of its field', () => {
    expect(parseRecord('F R1\r\n1: a\r\n2: lf\nin\r\n3:   lead\r\n4: \r\n')).toBe(
      ['a', 'lf\nin', '  lead', ''].join(MARK.field),
    );
    expect(parseRecord('F R3\r\n')).toBe('');
    expect(parseRecord("Record 'NOPE' not found\r\n")).toBeUndefined();
  });

  it('rejects output that is not a record', () => {
    expect(() => parseRecord('File not found\r\n')).toThrow(
      expect.objectContaining({ code: 'FILE_NOT_FOUND' }),
    );
    expect(() => parseRecord('F R1\r\n1: a\r\n3: b\r\n')).toThrow(
      expect.objectContaining({ code: 'PROTOCOL' }),
    );
  });

  it('reads any record back', () => {
    const field = fc.string({ unit: 'binary-ascii' }).filter((text) => !text.includes('\r'));
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        const width = String(fields.length).length;
        const lines = fields.map((text, index) => `${String(index + 1).padStart(width, '0')}: ${text}\r\n`);
        expect(parseRecord(`F R\r\n${lines.join('')}`)).toBe(fields.join(MARK.field));
      }),
    );
  });
});
