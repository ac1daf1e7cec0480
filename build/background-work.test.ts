import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Room, readSource, sourceFiles } from './rooms.ts';

const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick']);
const LISTENING = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
/** Calls that cannot throw, or whose promise the caller handles. */
const HARMLESS_CALLS = new Set([
  'resolve',
  'reject',
  'destroy',
  'terminate',
  'abort',
  'wake',
  'clearTimeout',
]);

/** Places where a timer or a Node event runs our code, and an error would end the process. */
function unguarded(text: string, file: string, kinds: { readonly events: boolean }): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const promised = new Set<string>();
  const guards = new Set<string>();
  const found: string[] = [];
  const isGuard = (node: ts.Expression): boolean =>
    (ts.isCallExpression(node) && node.expression.getText() === 'guarded') ||
    (ts.isIdentifier(node) && guards.has(node.text));
  const isHarmless = (node: ts.Expression): boolean => {
    if (ts.isIdentifier(node)) return HARMLESS_CALLS.has(node.text);
    if (!ts.isArrowFunction(node)) return false;
    const { body } = node;
    if (ts.isBlock(body)) return body.statements.length === 0;
    if (ts.isIdentifier(body)) return body.text === 'undefined';
    const called = ts.isVoidExpression(body) ? body.expression : body;
    if (!ts.isCallExpression(called)) return false;
    const name = ts.isPropertyAccessExpression(called.expression)
      ? called.expression.name
      : called.expression;
    return HARMLESS_CALLS.has(name.getText());
  };
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && node.moduleSpecifier.getText().includes('timers/promises')) {
      const names = node.importClause?.namedBindings;
      if (names !== undefined && ts.isNamedImports(names))
        for (const { name } of names.elements) promised.add(name.text);
    }
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isGuard(node.initializer)) {
      guards.add(node.name.getText());
    }
    if (ts.isCallExpression(node)) {
      const { expression, arguments: given } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
      const [first, second] = given;
      const timed = TIMERS.has(name) && !promised.has(name) ? first : undefined;
      const isEvent = LISTENING.has(name) && ts.isPropertyAccessExpression(expression) && first !== undefined;
      const handled = kinds.events && isEvent && ts.isStringLiteralLike(first) ? second : undefined;
      for (const run of [timed, handled]) {
        if (run === undefined || isGuard(run) || isHarmless(run)) continue;
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${file}:${line + 1} ${name}(${run.getText().slice(0, 60)})`);
      }
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function sources(...rooms: readonly Room[]): readonly string[] {
  return sourceFiles(rooms).filter((file) => file !== 'lib/background.ts');
}

describe('an error in background work', () => {
  it('is reported and ends nothing, in every timer and event handler of the listener', () => {
    const files = sources('listener', 'lib');
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => unguarded(readSource(file), file, { events: true }))).toEqual([]);
  });

  it('is reported and ends nothing, in every timer of the supervisor and the panel', () => {
    const files = sources('supervisor', 'panel');
    expect(files.flatMap((file) => unguarded(readSource(file), file, { events: false }))).toEqual([]);
  });

  it.each([
    ['setInterval(() => sample(), 1000)', 1],
    ['setTimeout(() => { work(); }, 5)', 1],
    ['setImmediate(work)', 1],
    ['process.nextTick(work)', 1],
    ["socket.on('data', (chunk) => stream.push(chunk))", 1],
    ["this.#child.stdout?.once('end', () => { this.#end(); })", 1],
    ["socket.on('data', guarded('data', (chunk) => stream.push(chunk)))", 0],
    ["const take = guarded('data', push); socket.on('data', take)", 0],
    ["runEvery(1000, 'sampler', () => sample())", 0],
    ['setTimeout(resolve, 5)', 0],
    ["setTimeout(() => reject(new Error('late')), 5)", 0],
    ["socket.on('error', () => undefined)", 0],
    ["import { setTimeout } from 'node:timers/promises'; await setTimeout(5)", 0],
  ])('is found where an error could end the process: %s', (text, count) => {
    expect(unguarded(text, 'example.ts', { events: true })).toHaveLength(count);
  });
});
