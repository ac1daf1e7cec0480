import type { QmText } from '../text.ts';
import { toStored } from './conversion.ts';
import type { Field, Operand, Selection } from './query.ts';
import { isOperator, type Operator, StatementError } from './tokenizer.ts';
import type { WordReader } from './word-reader.ts';

/** How deep brackets may be nested. */
const MAX_NESTING = 50;

/** What a condition without a field or comparison takes from the previous one, as in `WITH COST > 5 AND < 9`. */
interface Previous {
  readonly field: Field;
  readonly operator: Operator | 'presence';
}

/**
 * Parses selections. As in QM, AND and OR bind equally, from left to right; values after a value mean any of them
 * and bind closer; NO and EVERY belong to one comparison.
 */
export class SelectionParser {
  readonly #words: WordReader;
  readonly #thisYear: number;
  #previous: Previous | undefined;
  #depth = 0;

  /** `thisYear` completes dates written without a year. */
  constructor(words: WordReader, thisYear: number) {
    this.#words = words;
    this.#thisYear = thisYear;
  }

  /** Parses a selection after WITH. */
  clause(): Selection {
    this.#previous = undefined;
    const selection = this.#expression();
    if (this.#words.isMark(')')) throw new StatementError('Unexpected close bracket');
    return selection;
  }

  /** Parses a comparison without WITH and field, which applies to the id. */
  ofId(id: Field): Selection {
    this.#previous = { field: id, operator: 'presence' };
    const selection = this.#expression();
    if (this.#words.isMark(')')) throw new StatementError('Unexpected close bracket');
    return selection;
  }

  #expression(): Selection {
    let left = this.#term();
    for (;;) {
      const { keyword } = this.#words;
      if (keyword !== 'AND' && keyword !== 'OR') return left;
      this.#words.advance();
      if (this.#words.keyword === 'WITH') this.#words.advance();
      left = { kind: keyword === 'AND' ? 'and' : 'or', left, right: this.#term() };
    }
  }

  #term(): Selection {
    if (!this.#words.isMark('(')) return this.#condition();
    this.#depth += 1;
    if (this.#depth > MAX_NESTING) throw new StatementError('Too many brackets in selection expression');
    this.#words.advance();
    const selection = this.#expression();
    if (!this.#words.isMark(')')) throw new StatementError('Unclosed brackets in selection expression');
    this.#depth -= 1;
    this.#words.advance();
    return selection;
  }

  #condition(): Selection {
    const negated = this.#words.keyword === 'NO';
    const every = this.#words.keyword === 'EVERY';
    if (negated || every) this.#words.advance();
    const repeated = this.#repeatedField();
    if (repeated !== undefined && this.#words.word.kind === 'string') {
      return this.#comparison(repeated, this.#previous?.operator ?? 'presence', negated, every);
    }
    const field = repeated ?? this.#field();
    const { keyword } = this.#words;
    if (!isOperator(keyword)) {
      this.#previous = { field, operator: 'presence' };
      return { kind: 'presence', field, negated, every };
    }
    this.#words.advance();
    return this.#comparison(field, keyword, negated, every);
  }

  /** The previous condition's field, if this one begins with a comparison or a value. */
  #repeatedField(): Field | undefined {
    const begins = isOperator(this.#words.keyword) || this.#words.word.kind === 'string';
    return begins ? this.#previous?.field : undefined;
  }

  #field(): Field {
    const { word } = this.#words;
    switch (word.kind) {
      case 'field':
        this.#words.advance();
        return word.field;
      case 'end':
        throw new StatementError('Field name missing in selection clause');
      case 'keyword':
        throw new StatementError(`Unexpected K type item (${word.text}) in query sentence.`);
      default:
        throw new StatementError(`${word.text} is not a field name or expression`);
    }
  }

  #comparison(field: Field, operator: Previous['operator'], negated: boolean, every: boolean): Selection {
    this.#previous = { field, operator };
    if (operator === 'presence') {
      this.#words.advance();
      return { kind: 'presence', field, negated, every };
    }
    const ignoreCase = this.#words.keyword === 'NO.CASE';
    if (ignoreCase) this.#words.advance();
    const common = { kind: 'test', field, operator, every, ignoreCase } as const;
    const first = this.#operand(field, operator);
    if (operator === 'BETWEEN') {
      return { ...common, negated, operands: [first, this.#operand(field, operator)] };
    }
    const tests: Selection[] = [{ ...common, negated, operands: [first] }];
    // NO belongs to the first value only: QM reads `NO NAME = "a" "b"` as "not a, or b".
    while (this.#words.word.kind === 'string') {
      tests.push({ ...common, negated: false, operands: [this.#operand(field, operator)] });
    }
    return anyOf(tests);
  }

  #operand(field: Field, operator: Operator): Operand {
    const { word } = this.#words;
    switch (word.kind) {
      case 'end':
        throw new StatementError('Field name missing in selection clause');
      case 'keyword':
        throw new StatementError(`Unexpected K type item (${word.text}) in query sentence.`);
      case 'field':
        this.#words.advance();
        return { kind: 'field', field: word.field };
      default:
        this.#words.advance();
        return { kind: 'literal', text: word.text, value: this.#stored(word.text, field, operator) };
    }
  }

  /** Patterns match the printed value, so they are not converted; other values are compared in stored form. */
  #stored(text: QmText, field: Field, operator: Operator): QmText {
    if (operator === 'LIKE' || operator === 'UNLIKE') return text;
    return toStored(text, field.conversion, this.#thisYear);
  }
}

/** Joins tests with OR as a balanced tree, so that a long list of values does not nest deeply. */
function anyOf(tests: readonly Selection[]): Selection {
  const [first, ...rest] = tests;
  if (first === undefined) throw new TypeError('a comparison has a value');
  if (rest.length === 0) return first;
  const middle = Math.ceil(tests.length / 2);
  return { kind: 'or', left: anyOf(tests.slice(0, middle)), right: anyOf(tests.slice(middle)) };
}
