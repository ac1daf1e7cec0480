/** Where values stand in a text of JSON, so that an error can name its line. JSON.parse tells that of few errors. */

export type JsonPath = readonly (string | number)[];

/** A text that is no JSON: why, and where. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  /** From the beginning of the text, in characters. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Place {
  /** Of its key, where it has one. */
  readonly start: number;
  readonly inner: ReadonlyMap<string | number, Place>;
}

const NOTHING_INSIDE: Place['inner'] = new Map();
/** Deeper texts are refused: reading them would overflow the stack. */
const MAX_DEPTH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

/** Why a text is no JSON, and where; undefined if it is. */
export function jsonSyntaxError(text: string): JsonSyntaxError | undefined {
  try {
    new Scanner(text).scan();
    return undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
}

/**
 * Where the value of a path begins, with its key; of a path that leads nowhere, where its last existing part does.
 *
 * @throws JsonSyntaxError
 */
export function offsetOfPath(text: string, path: JsonPath): number {
  let place = new Scanner(text).scan();
  for (const key of path) {
    const next = place.inner.get(key);
    if (next === undefined) break;
    place = next;
  }
  return place.start;
}

/** The line of an offset, from 1. */
export function lineOfOffset(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Reads JSON as RFC 8259 has it. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): Place {
    this.#skipSpace();
    const place = this.#value(this.#at, 0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('Nothing may follow the end.');
    return place;
  }

  #value(start: number, depth: number): Place {
    if (depth > MAX_DEPTH) this.#fail(`More than ${MAX_DEPTH} levels are too deep.`);
    switch (this.#text[this.#at]) {
      case '{':
        return { start, inner: this.#object(depth) };
      case '[':
        return { start, inner: this.#list(depth) };
      case '"':
        this.#string();
        break;
      case undefined:
        return this.#fail('The text ends too early: a value is missing.');
      default:
        if (!this.#skip(NUMBER) && !this.#skip(WORD))
          this.#fail('Here must be a value: a text in quotes ("), a number, true, false, null, { or [.');
    }
    return { start, inner: NOTHING_INSIDE };
  }

  #object(depth: number): Place['inner'] {
    const inner = new Map<string, Place>();
    for (let isFirst = true; this.#entersNext('}', isFirst); isFirst = false) {
      const start = this.#at;
      if (this.#text[start] !== '"') this.#fail('Here must be a key in quotes (").');
      const key: unknown = JSON.parse(this.#string());
      this.#skipSpace();
      if (this.#text[this.#at] !== ':') this.#fail('A colon (:) is missing between the key and its value.');
      this.#at += 1;
      this.#skipSpace();
      inner.set(String(key), this.#value(start, depth + 1));
    }
    return inner;
  }

  #list(depth: number): Place['inner'] {
    const inner = new Map<number, Place>();
    for (let isFirst = true; this.#entersNext(']', isFirst); isFirst = false)
      inner.set(inner.size, this.#value(this.#at, depth + 1));
    return inner;
  }

  /** Goes to the next entry. @returns false behind the last one */
  #entersNext(end: string, isFirst: boolean): boolean {
    if (isFirst) this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return false;
    }
    if (this.#at >= this.#text.length) this.#fail(`The text ends too early: a ${end} is missing.`);
    if (isFirst) return true;
    if (this.#text[this.#at] !== ',') this.#fail(`A comma (,) or a ${end} is missing here.`);
    const comma = this.#at;
    this.#at += 1;
    this.#skipSpace();
    if (this.#text[this.#at] === end) this.#fail(`The comma in front of the ${end} must go.`, comma);
    return true;
  }

  /** @returns it with its quotes */
  #string(): string {
    const start = this.#at;
    for (this.#at += 1; this.#text[this.#at] !== '"'; this.#at += 1) {
      const letter = this.#text[this.#at];
      if (letter === undefined || letter === '\n') this.#fail('A closing quote (") is missing.', start);
      if (letter < ' ') this.#fail('A text may hold no control character: write it as \\t or \\u0007.');
      if (letter === '\\') this.#escape();
    }
    this.#at += 1;
    return this.#text.slice(start, this.#at);
  }

  #escape(): void {
    const [, letter = ''] = this.#text.slice(this.#at, this.#at + 2);
    const length = letter === 'u' ? 6 : 2;
    if (!/^\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})$/.test(this.#text.slice(this.#at, this.#at + length)))
      this.#fail('A backslash (\\) is written twice in a text: \\\\.');
    this.#at += length - 1;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found !== '';
  }

  #skipSpace(): void {
    while (/^[ \t\n\r]$/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #fail(message: string, offset = this.#at): never {
    throw new JsonSyntaxError(message, offset);
  }
}
