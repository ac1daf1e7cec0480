import type { QmText } from '../text.ts';
import { type Delimiter, readDelimiter } from './delimited-report.ts';
import { type Dictionary, idField } from './dictionary.ts';
import type { Field, Layout, Query, QueryVerb, Selection, SortKey } from './query.ts';
import { SelectionParser } from './selection-parser.ts';
import { isOperator, StatementError, type Tokenizer } from './tokenizer.ts';

import { WordReader } from './word-reader.ts';

/** The parsed beginning of a query, up to the file's name. */
export interface QueryHead {
  readonly verb: QueryVerb;
  readonly file: string;
  readonly ofDictionary: boolean;
  readonly idOnly: boolean;
  readonly sentence: QmText;
}

/** How many records FIRST selects without a number. */
const DEFAULT_SAMPLE = 10;

/** Parses the rest of a query after its file's name. Throws StatementError and nothing else. */
export class QueryParser {
  readonly #head: QueryHead;
  readonly #dictionary: Dictionary;
  readonly #words: WordReader;
  readonly #selections: SelectionParser;
  readonly #isReport: boolean;
  /** The field by which the id is printed and compared. */
  readonly #id: Field;
  readonly #ids: QmText[] = [];
  readonly #fields: Field[] = [];
  readonly #sort: SortKey[] = [];
  readonly #flags = new Set<string>();
  #selection: Selection | undefined;
  #sample: number | undefined;
  #delimited: Delimiter | undefined;

  constructor(head: QueryHead, tokens: Tokenizer, dictionary: Dictionary, thisYear: number) {
    this.#head = head;
    this.#dictionary = dictionary;
    this.#words = new WordReader(tokens, dictionary);
    this.#selections = new SelectionParser(this.#words, thisYear);
    this.#id = idField(head.file, dictionary);
    this.#isReport = head.verb === 'LIST' || head.verb === 'SORT';
    if (head.idOnly) this.#flags.add('ID.ONLY');
  }

  parse(): Query {
    this.#options();
    if (this.#isReport && this.#fields.length === 0 && !this.#flags.has('ID.ONLY')) {
      const phrase = this.#dictionary.item('@');
      if (phrase?.kind === 'phrase') {
        this.#words.readPhrase(phrase.text);
        this.#options();
      }
    }
    const { verb, file, ofDictionary, sentence } = this.#head;
    const idIsSorted = verb === 'SORT' || verb === 'SSELECT';
    return {
      verb,
      file,
      ofDictionary,
      sentence,
      ids: this.#ids,
      columns: this.#columns(),
      selection: this.#selection,
      sort: idIsSorted ? [...this.#sort, { field: this.#id, descending: false }] : this.#sort,
      sample: this.#sample,
      layout: this.#layout(),
      suppress: {
        heading: this.#flags.has('HDR.SUP'),
        columnHeadings: this.#flags.has('COL.SUP'),
        count: this.#flags.has('COUNT.SUP'),
      },
    };
  }

  #options(): void {
    for (;;) {
      const { word } = this.#words;
      if (word.kind === 'end') return;
      if (word.kind === 'field') {
        this.#fields.push(word.field);
        this.#words.advance();
      } else if (word.kind !== 'keyword' || !this.#option(word.text)) {
        // An unknown word is a record id, as in QM.
        if (word.text !== '') this.#ids.push(word.text);
        this.#words.advance();
      }
    }
  }

  /** Parses one option and advances past it; false if the keyword has no meaning here. */
  #option(text: QmText): boolean {
    const { keyword } = this.#words;
    if (isOperator(keyword)) {
      this.#select(this.#selections.ofId(this.#id));
      return true;
    }
    switch (keyword) {
      case 'UNSUPPORTED':
        throw new StatementError(`${text} is not supported by this account`);
      case 'WITH':
        this.#words.advance();
        this.#select(this.#selections.clause());
        return true;
      case 'BY':
      case 'BY.DSND':
        this.#by(keyword === 'BY.DSND');
        return true;
      case 'FIRST':
        this.#first();
        return true;
      case 'CSV':
      case 'DELIMITER':
        if (!this.#isReport) return false;
        this.#delimiterOption(keyword);
        return true;
      case 'COL.SUP':
      case 'DBL.SPC':
      case 'VERT':
      case 'HDR.SUP':
        if (!this.#isReport) return false;
        break;
      case 'NO.PAGE':
      case 'ID.SUP':
      case 'ID.ONLY':
      case 'COUNT.SUP':
        break;
      default:
        return false;
    }
    this.#flags.add(keyword);
    this.#words.advance();
    return true;
  }

  #select(selection: Selection): void {
    const left = this.#selection;
    this.#selection = left === undefined ? selection : { kind: 'and', left, right: selection };
  }

  #by(descending: boolean): void {
    this.#words.advance();
    const { word } = this.#words;
    if (word.kind === 'keyword')
      throw new StatementError(`Unexpected K type item (${word.text}) in query sentence.`);
    if (word.kind !== 'field') throw new StatementError('Sort item cannot be a literal value');
    this.#sort.push({ field: word.field, descending });
    this.#words.advance();
  }

  #first(): void {
    this.#words.advance();
    this.#sample = DEFAULT_SAMPLE;
    const { text } = this.#words.word;
    if (!/^\d+$/.test(text)) return;
    if (Number(text) === 0) throw new StatementError('Invalid sample record count');
    this.#sample = Number(text);
    this.#words.advance();
  }

  #delimiterOption(keyword: 'CSV' | 'DELIMITER'): void {
    if (this.#delimited !== undefined) throw new StatementError('Multiple use of DELIMITER or CSV options');
    this.#words.advance();
    this.#delimited = readDelimiter(this.#words, keyword);
  }

  #layout(): Layout {
    if (this.#delimited !== undefined) return { kind: 'delimited', ...this.#delimited };
    const paged = !this.#flags.has('NO.PAGE');
    if (this.#flags.has('VERT')) return { kind: 'vertical', paged };
    return { kind: 'columns', paged, doubleSpaced: this.#flags.has('DBL.SPC') };
  }

  #columns(): readonly Field[] {
    if (!this.#isReport) return [];
    if (!this.#flags.has('ID.SUP')) return [this.#id, ...this.#fields];
    if (this.#flags.has('ID.ONLY')) throw new StatementError('Cannot use ID.SUP and ID.ONLY together');
    if (this.#fields.length === 0) throw new StatementError('No fields specified for report');
    return this.#fields;
  }
}
