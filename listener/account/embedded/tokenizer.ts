import type { QmText } from '../text.ts';
import { Refusal } from './refusal.ts';

/** A word, a mark (`,` `(` `)`) or the text between quotes. Only a word can be a keyword or a field's name. */
export interface Token {
  readonly kind: 'word' | 'mark' | 'quoted';
  readonly text: QmText;
}

/** Where a word ends. A `(` inside a word belongs to it, as in QM. */
const WORD_END = /[ ,)"'\\]/g;

/**
 * Reads a statement word by word, as late as possible: QM complains of an unpaired quote only when it gets there.
 * Quotes are `"`, `'` and `\`; there is no escape inside them.
 */
export class Tokenizer {
  readonly #text: QmText;
  #at = 0;
  /** Tokens put in front of the rest: what a phrase stands for. */
  #inserted: Token[] = [];

  constructor(text: QmText) {
    this.#text = text;
  }

  /** The next token; undefined at the end. Throws Refusal for an unpaired quote. */
  next(): Token | undefined {
    const inserted = this.#inserted.shift();
    if (inserted !== undefined) return inserted;
    while (this.#text.charAt(this.#at) === ' ') this.#at += 1;
    const first = this.#text.charAt(this.#at);
    if (first === '') return undefined;
    if (first === '"' || first === "'" || first === '\\') return this.#quoted(first);
    if (first === ',' || first === '(' || first === ')') {
      this.#at += 1;
      return { kind: 'mark', text: first };
    }
    WORD_END.lastIndex = this.#at;
    const end = WORD_END.exec(this.#text)?.index ?? this.#text.length;
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    return { kind: 'word', text };
  }

  /** Reads another text before the rest. */
  insert(text: QmText): void {
    const reader = new Tokenizer(text);
    const tokens: Token[] = [];
    for (let token = reader.next(); token !== undefined; token = reader.next()) tokens.push(token);
    this.#inserted = [...tokens, ...this.#inserted];
  }

  #quoted(quote: string): Token {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0) throw new Refusal('Unpaired string quote');
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return { kind: 'quoted', text };
  }
}
