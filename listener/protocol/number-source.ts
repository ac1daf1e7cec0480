/**
 * The text of a number as it stands in a JSON document. `JSON.parse` rounds numbers above 2^53 and forgets how one was
 * written (`1.0`, `1e3`, `-0`); a client that compares its `id` as text would not know its answer. Node 20 has no
 * `context.source` for revivers, so the document is walked once.
 */

const NUMBER = /-?\d[\d.eE+-]*/y;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

/**
 * The number that is the member `name` of the document's own object; of a name that stands there twice the last, as
 * `JSON.parse` takes it. Linear in the document's length.
 *
 * @param json valid JSON, an object
 * @returns undefined where there is no such member, or it is no number
 */
export function numberSource(json: string, name: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  /** Whether a string that comes now is a member's name. */
  let namesComeNext = false;
  for (let at = 0; at < json.length; at += 1) {
    switch (json[at]) {
      case '{':
      case '[':
        depth += 1;
        namesComeNext = depth === 1;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      case ',':
        namesComeNext = depth === 1;
        break;
      case '"': {
        const end = endOfString(json, at);
        if (namesComeNext && isName(json, at, end, name)) found = numberAfterColon(json, end + 1);
        namesComeNext = false;
        at = end;
        break;
      }
    }
  }
  return found;
}

/** Where the quote stands that ends the string which begins at `start`. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const unit = json.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return json.length;
}

/** Whether the string from quote to quote says `name`; each of its characters may be written as an escape of six. */
function isName(json: string, start: number, end: number, name: string): boolean {
  return end - start - 1 <= 6 * name.length && JSON.parse(json.slice(start, end + 1)) === name;
}

function numberAfterColon(json: string, from: number): string | undefined {
  let at = from;
  while (/[\s:]/.test(json[at] ?? '')) at += 1;
  NUMBER.lastIndex = at;
  return NUMBER.exec(json)?.[0];
}
