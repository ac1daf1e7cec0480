import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, findPattern, mentions, type Pattern, type Word, words } from './words.ts';

const find = (pattern: string, text: string) => findPattern(compilePattern(pattern), text, words(text));

describe('words', () => {
  it('folds case, accents and apostrophes, and knows where words stand', () => {
    expect(words("The doctor's Café, B12!").map(({ folded }) => folded)).toEqual([
      'the',
      'doctors',
      'cafe',
      'b12',
    ]);
    expect(words('a Bc')[1]).toEqual({ folded: 'bc', start: 2, end: 4 });
  });
});

describe('patterns', () => {
  it.each([
    ['allergy', 'Show my ALLERGIES list', true],
    ['allergy', 'allergic', false],
    ['doctor', "my doctor's visit", true],
    ['hello|hi|hey', 'this history', false],
    ['time', 'sometimes', false],
    ['date', 'update', false],
    ['blood pressure', 'my blood-pressure?', true],
    ['blood pressure', 'pressure of blood', false],
    ['how many .. medication', 'how many medications', true],
    ['how many .. medication', 'how many of my medications', true],
    ['how many .. medication', 'how many days until my medication', false],
    ['medication ... stopped', 'which medications have I recently stopped?', true],
    ['box', 'boxes', true],
  ])('%s in %s: %s', (pattern, text, expected) => {
    expect(find(pattern, text) !== undefined).toBe(expected);
  });

  it.each([
    ['What did I spend at Starbucks?', 'Starbucks'],
    ["how much have I spent at Joe's Garage this year?", "Joe's Garage"],
    ['spent any money at City Pharmacy so far, please', 'City Pharmacy'],
    ['Spending at  O"Brien\'s  in the last 3 months!', 'O"Brien\'s'],
    ['spend at a', 'a'],
  ])('captures the payee of %s', (text, payee) => {
    expect(find('spend|spent|spending ... at {payee}', text)?.captures).toEqual({ payee });
  });

  it('captures what stands before the next word', () => {
    expect(find('pay {payee} bills', 'pay Rail Co bills now')?.captures).toEqual({ payee: 'Rail Co' });
  });

  it('captures nothing where nothing is left', () => {
    expect(find('spend at {payee}', 'spend at')).toBeUndefined();
    expect(find('spend at {payee}', 'spend at ?!')).toBeUndefined();
  });

  it.each(['a-b', '{Payee}', '... ..', '{a} {b}', ''])('refuses %j', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow();
  });

  it('never throws on any text', () => {
    const pattern = compilePattern('spend ... at {payee}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const asked = `spend ${text} at ${text}`;
        findPattern(pattern, asked, words(asked));
      }),
    );
  });
});

describe('mentions', () => {
  it.each([
    ['am I taking vitamin d?', 'Vitamin D', true],
    ["what about joe's garage", "Joe's Garage", true],
    ['what about joes garage', "Joe's Garage", true],
    ['zinc', 'Zin', false],
    ['a b', 'a', false],
    ['anything', '', false],
  ])('%s names %s: %s', (text, name, expected) => {
    expect(mentions(words(text), name)).toBe(expected);
  });
});

/** What patterns mean, said as plainly as possible: every way is tried, which takes for ever on long questions. */
function everyWay(pattern: Pattern, found: readonly Word[], part: number, at: number): boolean {
  const wanted = pattern.parts[part];
  if (wanted === undefined) return true;
  if (wanted.kind === 'word') {
    return wanted.forms.has(found[at]?.folded ?? '') && everyWay(pattern, found, part + 1, at + 1);
  }
  const [least, most] = wanted.kind === 'gap' ? [0, wanted.most] : [1, Number.POSITIVE_INFINITY];
  for (let skip = least; skip <= most && at + skip <= found.length; skip += 1) {
    if (everyWay(pattern, found, part + 1, at + skip)) return true;
  }
  return false;
}

describe('the cost of a question', () => {
  it('does not change what patterns find', () => {
    const piece = fc.constantFrom('a', 'b', 'a|c', '..', '...', '{x}');
    const source = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' '));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 9 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(source, text, (given, asked) => {
        let pattern: Pattern;
        try {
          pattern = compilePattern(given);
        } catch {
          return;
        }
        const found = words(asked);
        const expected = found.some((_, start) => everyWay(pattern, found, 0, start));
        expect(findPattern(pattern, asked, found) !== undefined).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a ... a ... a ... a ... a ... b', 'a '],
    ['a {x} a {y} a {z} a ... b', 'a '],
    ['.. a .. a .. a .. a .. a .. a .. a b', 'a '],
    ['a .. b ... c {x} d', 'a b c '],
    ['spend ... at {payee}', 'spend at '],
    ['... a b', 'a '],
  ])('grows with its words, for %s', (source, repeated) => {
    const pattern = compilePattern(source);
    const text = `${repeated.repeat(Math.floor(16_000 / repeated.length))}end`;
    const found = words(text);
    let looks = 0;
    const counted = new Proxy(found, {
      get(target, key) {
        looks += 1;
        // Stops a search without end, which no deadline could.
        if (looks > 100 * target.length) throw new Error(`looked at words ${looks} times`);
        return Reflect.get(target, key);
      },
    });
    findPattern(pattern, text, counted);
    expect(looks).toBeLessThanOrEqual(100 * found.length);
  });

  it.each([
    ['blanks', `spend at a${' '.repeat(16_000)}b${' today'.repeat(2_700)}`, 'a'],
    ['tails', `spend at Rail Co${' today'.repeat(5_000)}`, 'Rail Co'],
    ['marks', `spend at a${'?!'.repeat(16_000)}`, 'a'],
    ['digits', `spend at a in the last ${'1'.repeat(32_000)} days`, 'a in the last'],
  ])('is the same for a name before many %s', (_, text, beginning) => {
    const payee = find('spend ... at {payee}', text)?.captures.payee;
    expect(payee?.startsWith(beginning)).toBe(true);
  });
});
