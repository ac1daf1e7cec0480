import ts from 'typescript';
import { readSource, sourceFiles } from './rooms.ts';

/** A regular expression in the source, or a place where one is built at run time. */
export interface RegexSource {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly line: number;
  /** Undefined if it is built at run time. */
  readonly pattern: { readonly source: string; readonly flags: string } | undefined;
}

/** Every regular expression of the product's code, without tests, which get no input from outside. */
export function regexSources(): RegexSource[] {
  return sourceFiles().flatMap((file) => regexesOf(file, readSource(file)));
}

/** The regular expressions of one file: literals and arguments of `RegExp`. */
export function regexesOf(file: string, text: string): RegexSource[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: RegexSource[] = [];
  const visit = (node: ts.Node): void => {
    const pattern = ts.isRegularExpressionLiteral(node) ? ofLiteral(node.text) : ofCall(node);
    if (pattern !== false) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ file, line: line + 1, pattern });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function ofLiteral(text: string): NonNullable<RegexSource['pattern']> {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

/** False if the node creates no expression. */
function ofCall(node: ts.Node): RegexSource['pattern'] | false {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  if (!ts.isIdentifier(node.expression) || node.expression.text !== 'RegExp') return false;
  const [source, flags] = node.arguments ?? [];
  if (source === undefined || !isText(source) || (flags !== undefined && !isText(flags))) return undefined;
  return { source: source.text, flags: flags?.text ?? '' };
}

function isText(node: ts.Node): node is ts.StringLiteralLike {
  return ts.isStringLiteralLike(node);
}
