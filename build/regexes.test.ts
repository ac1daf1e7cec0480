import { describe, expect, it } from 'vitest';
import { checkRegexes, keyOf, regexesOf, regexSources } from './regex-check.ts';

/** Expressions that are not linear, and why their cost is limited. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

/** Places where an expression is built at run time, and from what. */
const AT_RUN_TIME: Readonly<Record<string, string>> = {
  'cli/logs.ts': 'what a person searches for: runs in a thread that is ended',
  'listener/account/column.ts': 'two characters of QM in a class',
  'listener/config/setting-types.ts': 'of two words of ours, for names of 253 characters at most',
  'listener/query/reading/of-the-two.ts': 'of words that stand there, each form anchored at both ends',
  'supervisor/autostart/text-formats.ts': 'a name of ours between two tags',
  'panel/logs/log-search.ts': 'what a person searches for: runs in a thread that is ended',
};

const SOURCES = regexSources();

describe('regular expressions', () => {
  it('of the source take linear time', { timeout: 600_000 }, async () => {
    const literals = SOURCES.flatMap(({ pattern, ...place }) => (pattern ? [{ ...place, ...pattern }] : []));
    expect(literals.length).toBeGreaterThan(100);
    const verdicts = await checkRegexes(literals);
    const slow = literals.flatMap(({ file, line, source, flags }) => {
      const verdict = verdicts.get(keyOf({ source, flags }));
      const expression = `/${source}/${flags}`;
      if (verdict?.status === 'safe' || `${file} ${expression}` in EXCEPTIONS) return [];
      return [`${file}:${line} ${expression} is ${verdict?.detail ?? 'not checked'}`];
    });
    expect(slow).toEqual([]);
  });

  it('are made at run time in known places only', () => {
    const places = SOURCES.filter(({ pattern }) => pattern === undefined).map(({ file }) => file);
    expect([...new Set(places)].sort()).toEqual(Object.keys(AT_RUN_TIME).sort());
  });

  it('of every form are found, and slow ones are told', async () => {
    const text =
      "const a = /^(a+)+$/; x.match(/b/giu); new RegExp('(c|c)*d', 'u'); RegExp(given); RegExp(`e` + a);";
    const found = regexesOf('x.ts', text).map(({ pattern }) => pattern);
    expect(found).toEqual([
      { source: '^(a+)+$', flags: '' },
      { source: 'b', flags: 'giu' },
      { source: '(c|c)*d', flags: 'u' },
      undefined,
      undefined,
    ]);
  });
});
