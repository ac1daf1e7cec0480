import type { QmText } from '../text.ts';
import { upper } from './conversion.ts';
import type { Dictionary } from './dictionary.ts';
import type { Query, QueryVerb } from './query.ts';
import { QueryParser } from './query-parser.ts';
import { keywordOf, StatementError, Tokenizer } from './tokenizer.ts';

/** A parsed statement. */
export type Statement =
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'command'; readonly verb: CommandVerb; readonly words: readonly QmText[] }
  /** An empty line or a comment. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'error'; readonly error: StatementError };

export type CommandVerb = 'LISTF' | 'LISTU' | 'LIST.READU' | 'WHO' | 'TIME' | 'DATE';

const QUERY_VERBS: ReadonlySet<string> = new Set(['LIST', 'SORT', 'COUNT', 'SELECT', 'SSELECT']);
const COMMAND_VERBS: ReadonlySet<string> = new Set(['LISTF', 'LISTU', 'LIST.READU', 'WHO', 'TIME', 'DATE']);

/** What the parser needs of the account: a file's exact name and the dictionary for its queries. */
export interface Catalogue {
  /** Undefined if there is no such file. `ofDictionary`: the query is about the file's dictionary. */
  find(
    name: QmText,
    ofDictionary: boolean,
  ): { readonly name: string; readonly dictionary: Dictionary } | undefined;
}

/** The beginning of a statement, up to the file's name. */
interface Head {
  readonly tokens: Tokenizer;
  readonly verb: QmText;
  readonly ofDictionary: boolean;
  readonly idOnly: boolean;
  readonly file: QmText | undefined;
}

/** Parses a statement. `thisYear` completes dates without a year. */
export function parseStatement(text: QmText, catalogue: Catalogue, thisYear: number): Statement {
  try {
    return parse(text, catalogue, thisYear);
  } catch (error) {
    if (error instanceof StatementError) return { kind: 'error', error };
    throw error;
  }
}

/** The file of a query, which must be loaded before the query is parsed; undefined if the statement is no query. */
export function fileOf(text: QmText): QmText | undefined {
  try {
    const head = headOf(text);
    return head !== undefined && QUERY_VERBS.has(upper(head.verb)) ? head.file : undefined;
  } catch (error) {
    if (error instanceof StatementError) return undefined;
    throw error;
  }
}

function parse(text: QmText, catalogue: Catalogue, thisYear: number): Statement {
  const head = headOf(text);
  if (head === undefined) return { kind: 'nothing' };
  const verb = upper(head.verb);
  if (COMMAND_VERBS.has(verb)) {
    const words = text.trim().split(/ +/).slice(1);
    return { kind: 'command', verb: verb as CommandVerb, words };
  }
  if (!QUERY_VERBS.has(verb)) throw new StatementError(`${head.verb} is not in your VOC`);
  if (head.file === undefined) throw new StatementError('File name required');
  const { ofDictionary, idOnly, tokens } = head;
  const found = catalogue.find(head.file, ofDictionary) ?? catalogue.find(upper(head.file), ofDictionary);
  if (found === undefined) throw new StatementError('File not found');
  const sentence = text.trim();
  const queryHead = { verb: verb as QueryVerb, file: found.name, ofDictionary, idOnly, sentence };
  return { kind: 'query', query: new QueryParser(queryHead, tokens, found.dictionary, thisYear).parse() };
}

/** Parses the head; undefined for an empty line or a comment. Only queries are parsed past the verb. */
function headOf(text: QmText): Head | undefined {
  if (/^ *(?:\*|$)/.test(text)) return undefined;
  const tokens = new Tokenizer(text);
  const verb = tokens.next()?.text ?? '';
  const none = { tokens, verb, ofDictionary: false, idOnly: false, file: undefined };
  if (!QUERY_VERBS.has(upper(verb))) return none;
  let ofDictionary = false;
  let idOnly = false;
  for (let token = tokens.next(); token !== undefined; token = tokens.next()) {
    const keyword = token.kind === 'word' ? keywordOf(upper(token.text)) : undefined;
    if (keyword === 'DICT' && !ofDictionary) ofDictionary = true;
    else if (keyword === 'ID.ONLY' && !ofDictionary) idOnly = true;
    else if (keyword !== 'THAN') return { tokens, verb, ofDictionary, idOnly, file: token.text };
  }
  return { ...none, ofDictionary, idOnly };
}
