import type { QmText } from '../text.ts';
import { upper } from './conversion.ts';
import { type Dictionary, type DictionaryItem, itemOf } from './dictionary.ts';
import type { Field } from './query.ts';
import { type Keyword, keywordOf, StatementError, type Tokenizer } from './tokenizer.ts';

/** A token with its meaning in this file. An unknown name is a string, like a quoted one. */
export type Word =
  | { readonly kind: 'field'; readonly text: QmText; readonly field: Field }
  | { readonly kind: 'keyword'; readonly text: QmText; readonly keyword: Keyword }
  | { readonly kind: 'string'; readonly text: QmText }
  | { readonly kind: 'mark'; readonly text: QmText }
  | { readonly kind: 'end'; readonly text: '' };

const END: Word = { kind: 'end', text: '' };
/** How many phrases a statement may expand, nested ones included. */
const MAX_PHRASES = 50;

/** Reads a statement word by word and looks each up in the dictionary, then among the keywords, then again in capitals. */
export class WordReader {
  readonly #tokens: Tokenizer;
  readonly #dictionary: Dictionary;
  #phrases = 0;
  #word: Word = END;

  /** `tokens` is positioned after the file's name; the first word is read at once. */
  constructor(tokens: Tokenizer, dictionary: Dictionary) {
    this.#tokens = tokens;
    this.#dictionary = dictionary;
    this.advance();
  }

  /** The current word. */
  get word(): Word {
    return this.#word;
  }

  get keyword(): Keyword | undefined {
    return this.#word.kind === 'keyword' ? this.#word.keyword : undefined;
  }

  isMark(text: '(' | ')'): boolean {
    return this.#word.kind === 'mark' && this.#word.text === text;
  }

  advance(): void {
    for (;;) {
      const token = this.#tokens.next();
      if (token === undefined) {
        this.#word = END;
        return;
      }
      if (token.kind !== 'word') {
        this.#word = { kind: token.kind === 'quoted' ? 'string' : 'mark', text: token.text };
        return;
      }
      const word = this.#lookUp(token.text);
      if (word !== undefined) {
        this.#word = word;
        return;
      }
    }
  }

  /** Continues with another text: the file's default phrase, if a statement names no fields. */
  readPhrase(text: QmText): void {
    this.#tokens.insert(text);
    this.advance();
  }

  /** Undefined for a word without meaning and for a phrase, whose words come next. */
  #lookUp(text: QmText): Word | undefined {
    for (const name of new Set([text, upper(text)])) {
      const item = this.#dictionary.item(name);
      if (item !== undefined) return this.#itemWord(item, name);
      const keyword = keywordOf(name);
      if (keyword === 'THAN') return undefined;
      if (keyword === 'WITHOUT') {
        this.#tokens.insert('WITH NO');
        return undefined;
      }
      if (keyword !== undefined) return { kind: 'keyword', text, keyword };
    }
    const field = impliedField(upper(text), text);
    return field === undefined ? { kind: 'string', text } : { kind: 'field', text, field };
  }

  #itemWord(item: DictionaryItem, text: QmText): Word | undefined {
    if (item.kind === 'unusable') throw item.error;
    if (item.kind === 'field') return { kind: 'field', text, field: item.field };
    this.#phrases += 1;
    if (this.#phrases > MAX_PHRASES) throw new StatementError(`The phrase ${text} contains itself`);
    this.#tokens.insert(item.text);
    return undefined;
  }
}

/** The field of `@ID` or of `F` with a number, which need no dictionary. */
function impliedField(name: QmText, typed: QmText): Field | undefined {
  const number = /^F(\d{1,4})$/.exec(name)?.[1];
  if (number === undefined && name !== '@ID') return undefined;
  const fields =
    number === undefined ? ['D', '0', '', '@ID', '12L', 'S'] : ['D', number, '', typed, '15T', 'S'];
  const item = itemOf(name, fields);
  return item?.kind === 'field' ? item.field : undefined;
}
