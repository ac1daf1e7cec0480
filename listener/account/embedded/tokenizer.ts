import type { QmText } from '../text.ts';

/** A word, a punctuation mark (`,` `(` `)`) or quoted text. Only a word can be a keyword or a field's name. */
export interface Token {
  readonly kind: 'word' | 'mark' | 'quoted';
  readonly text: QmText;
}

/** The end of a word. A `(` inside a word belongs to it, as in QM. */
const WORD_END = /[ ,)"'\\]/g;

/**
 * Splits a statement into tokens lazily, because QM reports an unpaired quote only when it reaches it. Quotes are `"`, `'`
 * and `\`; there is no escape inside them.
 */
export class Tokenizer {
  readonly #text: QmText;
  #at = 0;
  /** Tokens inserted before the rest: the expansion of a phrase. */
  #inserted: Token[] = [];

  constructor(text: QmText) {
    this.#text = text;
  }

  /** The next token; undefined at the end. Throws StatementError for an unpaired quote. */
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

  /** Inserts the tokens of another text before the rest. */
  insert(text: QmText): void {
    const reader = new Tokenizer(text);
    const tokens: Token[] = [];
    for (let token = reader.next(); token !== undefined; token = reader.next()) tokens.push(token);
    this.#inserted = [...tokens, ...this.#inserted];
  }

  #quoted(quote: string): Token {
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0) throw new StatementError('Unpaired string quote');
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return { kind: 'quoted', text };
  }
}

/** The comparisons of a selection. */
export type Operator = 'EQ' | 'NE' | 'LT' | 'LE' | 'GE' | 'GT' | 'LIKE' | 'UNLIKE' | 'BETWEEN';

export type Keyword =
  | Operator
  | 'DICT'
  | 'WITH'
  | 'EVERY'
  | 'NO'
  | 'AND'
  | 'OR'
  | 'NO.CASE'
  | 'BY'
  | 'BY.DSND'
  | 'FIRST'
  | 'CSV'
  | 'DELIMITER'
  | 'NO.PAGE'
  | 'ID.SUP'
  | 'ID.ONLY'
  | 'HDR.SUP'
  | 'COL.SUP'
  | 'COUNT.SUP'
  | 'DBL.SPC'
  | 'VERT'
  | 'THAN'
  | 'WITHOUT'
  | 'UNSUPPORTED';

/** Every spelling that QM's VOC has for a keyword that this account supports. */
const SPELLINGS: Readonly<Record<Exclude<Keyword, 'UNSUPPORTED'>, string>> = {
  EQ: 'EQ = EQUAL',
  NE: 'NE # <> >< NOT',
  LT: 'LT < BEFORE LESS',
  LE: 'LE <= =<',
  GE: 'GE >= =>',
  GT: 'GT > AFTER GREATER',
  LIKE: 'LIKE MATCHES MATCHING',
  UNLIKE: 'UNLIKE NOT.MATCHING',
  BETWEEN: 'BETWEEN',
  DICT: 'DICT',
  WITH: 'WITH',
  EVERY: 'EVERY',
  NO: 'NO',
  AND: 'AND &',
  OR: 'OR',
  'NO.CASE': 'NO.CASE',
  BY: 'BY',
  'BY.DSND': 'BY.DSND BY-DSND',
  FIRST: 'FIRST SAMPLE',
  CSV: 'CSV',
  DELIMITER: 'DELIMITER',
  'NO.PAGE': 'NO.PAGE NOPAGE',
  'ID.SUP': 'ID.SUP ID-SUP ID-SUPP',
  'ID.ONLY': 'ID.ONLY ONLY',
  'HDR.SUP': 'HDR.SUP HDR-SUPP SUPP',
  'COL.SUP': 'COL.SUP COL-SUPP',
  'COUNT.SUP': 'COUNT.SUP',
  'DBL.SPC': 'DBL.SPC DBL-SPC',
  VERT: 'VERT VERTICALLY',
  THAN: 'THAN',
  WITHOUT: 'WITHOUT',
};

/**
 * Keywords of QM's query processor that this account does not support. They are rejected by name: read as record ids,
 * like other unknown words, they would give a wrong, empty answer.
 */
const UNSUPPORTED =
  'ABSENT.NULL ALL.MATCH AS ASSOC ASSOC.WITH AVERAGE AVG BOXED BREAK-ON BREAK-SUP BREAK.ON BREAK.SUP BY-EXP ' +
  'BY-EXP-DSND BY.EXP BY.EXP.DSND CALC CALCULATE CAPTION COL-HDR-SUP COL-HDR-SUPP COL.HDG COL.HDG.ID ' +
  'COL.HDR.SUP COL.HDR.SUPP COL.SPACES COL.SPCS CONV CUMULATIVE DET-SUPP DET.SUP DISPLAY.LIKE DISPLAY.NAME ' +
  'ENUM ENUMERATE EVAL EVALUATE FMT FOOTER FOOTING FORCE FROM GRAND-TOTAL GRAND.TOTAL HEADER HEADING ' +
  'LEFT.MARGIN LOCKING LPTR MARGIN MAX MIN MULTI.VALUE MULTIVALUED NEW.PAGE NO.INDEX NO.MATCH NO.NULLS ' +
  'NO.SPLIT OVERLAY PAGESEQ PAN PCT PERCENT PERCENTAGE REPEATING REQUIRE.INDEX REQUIRE.SELECT SAID SAMPLED ' +
  'SAVING SCROLL SINGLE.VALUE SINGLEVALUED SPOKEN STYLE TO TOTAL UNIQUE USING WHEN ~';

const KEYWORDS: ReadonlyMap<QmText, Keyword> = new Map([
  ...UNSUPPORTED.split(' ').map((word) => [word, 'UNSUPPORTED'] as const),
  ...Object.entries(SPELLINGS).flatMap(([keyword, words]) =>
    words.split(' ').map((word) => [word, keyword as Keyword] as const),
  ),
]);

/** The keyword of exactly this word; the caller tries capitals after the dictionary. */
export function keywordOf(word: QmText): Keyword | undefined {
  return KEYWORDS.get(word);
}

const OPERATORS: ReadonlySet<string> = new Set([
  'EQ',
  'NE',
  'LT',
  'LE',
  'GE',
  'GT',
  'LIKE',
  'UNLIKE',
  'BETWEEN',
]);

export function isOperator(keyword: Keyword | undefined): keyword is Operator {
  return keyword !== undefined && OPERATORS.has(keyword);
}

/** A statement that QM rejects with one line and a negative status; the only error that the parser throws. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
  /** The line QM prints. */
  readonly output: QmText;
  /** QM's @SYSTEM.RETURN.CODE. */
  readonly status: number;

  constructor(output: QmText, status = -1) {
    super(output);
    this.output = output;
    this.status = status;
  }
}
