import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type Room, readSource, sourceFiles } from './rooms.ts';

/** What the product's rooms may import; tests and their helpers may import more. */
const ALLOWED: Readonly<Record<Room, readonly Room[]>> = {
  contract: [],
  wording: ['contract'],
  lib: ['contract'],
  listener: ['contract', 'lib'],
  supervisor: ['contract', 'lib'],
  panel: ['contract', 'wording', 'lib', 'supervisor'],
  renderer: ['contract', 'wording'],
  electron: ['contract', 'wording', 'lib', 'supervisor', 'panel'],
  cli: ['contract', 'wording', 'lib', 'listener', 'supervisor', 'panel'],
};

/** Folders of the question engine, lowest first: each may import those before it. */
const QUERY_ROOMS = [
  'words',
  'periods',
  'table',
  'spelling',
  'meaning',
  'sentence',
  'reading',
  'records',
  'telling',
];

const allowed: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(ALLOWED));
const sources = sourceFiles();

/** The specifiers of a file's imports, type imports included. */
function importsOf(file: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, readSource(file), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const specifier =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined;
    return specifier !== undefined && ts.isStringLiteral(specifier) ? [specifier.text] : [];
  });
}

const graph: ReadonlyMap<string, readonly string[]> = new Map(
  sources.map((file) => [
    file,
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.posix.join(path.posix.dirname(file), specifier)),
  ]),
);

/** Groups of nodes that can reach each other, by Tarjan's algorithm. */
function circles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    stack.push(node);
    let low = index;
    for (const next of edges.get(node) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
      lowest.set(node, low);
    }
    lowest.set(node, low);
    if (low === index) {
      const group = stack.splice(stack.indexOf(node));
      if (group.length > 1) found.push(group.sort());
    }
    return low;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}

describe('the import graph', () => {
  it('covers the whole product', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect([...graph.values()].flat().filter((file) => !graph.has(file) && /\.tsx?$/.test(file))).toEqual([]);
  });

  it('points one way between rooms', () => {
    const wrong = [...graph].flatMap(([file, imported]) =>
      imported
        .filter((target) => {
          const [from = '', to = ''] = [file, target].map((name) => name.split('/', 1)[0] ?? '');
          return target.includes('/') && from !== to && !allowed.get(from)?.includes(to);
        })
        .map((target) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('points one way between the folders of the question engine', () => {
    const rankOf = (file: string): number =>
      QUERY_ROOMS.indexOf(/^listener\/query\/([^/]+)\/[^/]+\.ts$/.exec(file)?.[1] ?? '');
    const wrong = [...graph]
      .filter(([file]) => rankOf(file) >= 0)
      .flatMap(([file, imported]) =>
        imported
          .filter((target) => /^listener\/query\/.*\.ts$/.test(target))
          .filter((target) => rankOf(target) < 0 || rankOf(target) > rankOf(file))
          .map((target) => `${file} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(circles(graph)).toEqual([]);
  });

  it('keeps Node out of contract/, wording/ and renderer/', () => {
    const pure = sources.filter((file) => /^(?:contract|wording|renderer)\//.test(file));
    expect(pure.filter((file) => importsOf(file).some((name) => name.startsWith('node:')))).toEqual([]);
  });

  it.each([
    [{ a: ['b'], b: ['c'], c: [] }, []],
    [{ a: ['b'], b: ['c'], c: ['a'], d: ['a'] }, [['a', 'b', 'c']]],
    [
      { a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c'] },
      [
        ['c', 'd'],
        ['a', 'b'],
      ],
    ],
  ])('finds circles in %j', (edges, expected) => {
    expect(circles(new Map(Object.entries(edges)))).toEqual(expected);
  });
});
