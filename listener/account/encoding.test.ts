import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Encoding } from './encoding.ts';
import { toQmText } from './text.ts';

const LATIN1 = 'M\u00fcller';
const UTF8 = toQmText('Müller');

/** An encoding that has read these texts. */
function having(...texts: readonly string[]): Encoding {
  const encoding = new Encoding();
  for (const text of texts) encoding.observe(text);
  return encoding;
}

describe('the encoding of an account', () => {
  it.each([
    ['nothing', [], false],
    ['ASCII', ['Bakery'], false],
    ['bytes that may be marks', [LATIN1], false],
    ['Latin-1', ['B\u00e4cker'], true],
    ['Latin-1, and bytes that may be marks', [LATIN1, 'Stra\u00dfe'], true],
    ['UTF-8', [UTF8], false],
    ['both', ['B\u00e4cker', UTF8], false],
    ['both in one text', [`B\u00e4cker ${UTF8}`], false],
  ])('shows: of %s', (_, texts, isLatin1) => {
    expect(having(...texts).isLatin1).toBe(isLatin1);
  });

  it("follows the setting, whatever the account's data suggests", () => {
    const [latin1, utf8] = [new Encoding('latin-1'), new Encoding('utf-8')];
    latin1.observe(UTF8);
    utf8.observe('B\u00e4cker');
    expect([latin1.isLatin1, utf8.isLatin1]).toEqual([true, false]);
    expect([latin1.decode('\u00c3\u00bc'), utf8.decode('B\u00e4cker')]).toEqual(['Ã¼', 'B\ufffdcker']);
  });

  it("detects the encoding of a text, including Windows' Latin-1", () => {
    const encoding = new Encoding();
    expect(encoding.decode(UTF8)).toBe('Müller');
    expect(encoding.decode('B\u00e4cker')).toBe('Bäcker');
    expect(encoding.decode('\u00845 \u0080\u0093')).toBe('„5 €“');
    expect(encoding.decode('Bakery')).toBe('Bakery');
  });
});

describe('a text in a statement', () => {
  it('is written in each way it may be stored', () => {
    expect(having().spellings('Bakery')).toEqual(['Bakery']);
    expect(having().spellings('Bäcker')).toEqual([toQmText('Bäcker'), 'B\u00e4cker']);
    expect(having().spellings('5 €')).toEqual([toQmText('5 €'), '5 \u0080']);
    expect(new Encoding('utf-8').spellings('Bäcker')).toEqual([toQmText('Bäcker')]);
    expect(new Encoding('latin-1').spellings('Bäcker')).toEqual(['B\u00e4cker']);
  });

  it('contains mark bytes only where they are letters, and never as separators', () => {
    expect(having().spellings('Müller')).toEqual([UTF8]);
    expect(having('B\u00e4cker').spellings('Müller')).toEqual([UTF8, LATIN1]);
    for (const setting of ['auto', 'latin-1', 'utf-8'] as const) {
      for (const text of ['Lýdia', 'Þór']) {
        for (const bytes of new Encoding(setting).spellings(text))
          expect(bytes).not.toMatch(/[\u00fd\u00fe]/);
      }
    }
    expect(new Encoding('latin-1').spellings('日本')).toEqual([]);
  });

  it('can be converted back unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('auto', 'latin-1', 'utf-8'),
        (text, setting) => {
          const encoding = new Encoding(setting);
          for (const [index, bytes] of encoding.spellings(text).entries()) {
            // In an account of either kind: Latin-1 may look like UTF-8 by accident.
            if (setting === 'auto' && index > 0) continue;
            expect(encoding.decode(bytes)).toBe(text);
          }
        },
      ),
    );
  });
});
