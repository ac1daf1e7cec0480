import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import ts from 'typescript';
import { z } from 'zod';
import { readSource, sourceFiles } from './rooms.ts';

/** How matching time grows with the length of the text: recheck's verdict. */
const VERDICT = z.object({
  /** `unknown` if the analysis timed out or failed. */
  status: z.enum(['safe', 'vulnerable', 'unknown']),
  /** For example `2nd degree polynomial`, with a text that shows it; or why nothing is known. */
  detail: z.string(),
});
const CACHE = z.record(z.string(), VERDICT);

type RegexVerdict = Readonly<z.infer<typeof VERDICT>>;

interface Regex {
  readonly source: string;
  readonly flags: string;
}

/** Timeout for each analysis of one expression, ms: the slowest of ours needs a third of it on an idle machine. */
const TIMEOUT_MS = 60_000;

const require = createRequire(import.meta.url);
/** recheck without its native and Java programs: the same analysis in JavaScript. */
const RECHECK = require.resolve('recheck/lib/browser.js');
const VERSION: string = z.object({ version: z.string() }).parse(require('recheck/package.json')).version;
const CACHE_FILE = path.resolve(import.meta.dirname, '../node_modules/.cache/regex-check.json');

/**
 * Where recheck has no proof, or not in time on a busy machine, it searches for a slow text, counting the steps of its
 * own engine; this is cut short too and reports linear expressions. So its findings are verified here: what it repeats in
 * its text is repeated until that has tens of thousands of characters, which take seconds if time grows with the square
 * of the length.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { runInNewContext } = require('node:vm');
const { checkSync } = require(workerData.recheck);
const isFast = (source, flags, text) => {
  const given = { source, flags, text };
  for (let tries = 0; tries < 3; tries += 1) {
    const startedAt = performance.now();
    try {
      runInNewContext('new RegExp(source, flags).test(text)', given, { timeout: 5_000 });
    } catch {
      return false;
    }
    if (performance.now() - startedAt < workerData.fast) return true;
  }
  return false;
};
const lengthened = ({ pumps, suffix }) => {
  const repeated = pumps.reduce((length, { pump }) => length + pump.length, 0);
  const times = Math.ceil(workerData.length / Math.max(1, repeated));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
};
const { timeout } = workerData;
const check = (source, flags) => {
  const verdict = checkSync(source, flags, { timeout });
  const isCutShort = verdict.status === 'unknown' && verdict.error.kind === 'timeout';
  return isCutShort ? checkSync(source, flags, { timeout, checker: 'fuzz' }) : verdict;
};
parentPort.on('message', ({ source, flags }) => {
  const { status, checker, complexity, attack, error } = check(source, flags);
  const isSuspected = status === 'vulnerable' && checker === 'fuzz';
  if (isSuspected && isFast(source, flags, lengthened(attack))) {
    parentPort.postMessage({ status: 'safe', detail: 'linear on ' + attack.pattern });
    return;
  }
  const detail = status === 'safe' ? complexity.summary
    : status === 'vulnerable' ? complexity.summary + ' on ' + attack.pattern
    : JSON.stringify(error);
  parentPort.postMessage({ status, detail });
});
`;

/** Maximum time to match a reported text of so many characters if the expression is linear, ms. */
const FAST_MS = 150;
const TEXT_LENGTH = 30_000;

/** Analyses expressions in one thread per core; earlier results are cached. */
export async function checkRegexes(regexes: readonly Regex[]): Promise<ReadonlyMap<string, RegexVerdict>> {
  const known = readCache();
  const verdicts = new Map<string, RegexVerdict>();
  const open = [...new Map(regexes.map((regex) => [keyOf(regex), regex]))].filter(([key]) => {
    const verdict = known[key];
    if (verdict !== undefined) verdicts.set(key, verdict);
    return verdict === undefined;
  });
  const threads = Math.min(availableParallelism(), open.length);
  await Promise.all(Array.from({ length: threads }, () => analyse(open, verdicts)));
  // Only expressions of the current source, so that the file does not grow.
  writeCache(Object.fromEntries([...verdicts].filter(([, { status }]) => status !== 'unknown')));
  return verdicts;
}

/** Key of an expression in the result of `checkRegexes`. */
export function keyOf({ source, flags }: Regex): string {
  return createHash('sha256')
    .update(JSON.stringify([VERSION, FAST_MS, TEXT_LENGTH, source, flags]))
    .digest('base64url');
}

async function analyse(
  open: (readonly [string, Regex])[],
  verdicts: Map<string, RegexVerdict>,
): Promise<void> {
  const workerData = { recheck: RECHECK, timeout: TIMEOUT_MS, fast: FAST_MS, length: TEXT_LENGTH };
  const worker = new Worker(PROGRAM, { eval: true, workerData });
  try {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [key, regex] = next;
      verdicts.set(key, await verdictOf(worker, regex));
    }
  } finally {
    await worker.terminate();
  }
}

function verdictOf(worker: Worker, { source, flags }: Regex): Promise<RegexVerdict> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: unknown) => {
      worker.removeAllListeners('error');
      resolve(VERDICT.parse(message));
    });
    worker.postMessage({ source, flags });
  });
}

function readCache(): Readonly<Record<string, RegexVerdict>> {
  try {
    return CACHE.parse(JSON.parse(readFileSync(CACHE_FILE, 'utf8')));
  } catch {
    return {};
  }
}

function writeCache(verdicts: Readonly<Record<string, RegexVerdict>>): void {
  mkdirSync(path.dirname(CACHE_FILE), { recursive: true });
  writeFileSync(CACHE_FILE, JSON.stringify(verdicts));
}

/** A regular expression in the source, or a place where one is built at run time. */
interface RegexSource {
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
