import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const DOCUMENTS = ['.', 'docs', 'bench'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name)),
);

/** Documents for users: they name commands and files of a home, never source files. */
const FOR_USERS = DOCUMENTS.filter((file) => file === 'README.md' || file.startsWith('docs/'));

function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Without code, where brackets and slashes have other meanings. */
function proseOf(file: string): string {
  return textOf(file)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '`');
}

/** A heading's anchor on GitHub: lower case, hyphens for spaces, no punctuation; repeated ones are numbered. */
function anchorsOf(file: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = textOf(file)
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .matchAll(/^#{1,6} (.+)$/gm);
  const anchors = [...headings].map(([, title = '']) => {
    const anchor = title
      .toLowerCase()
      .replaceAll(/\]\([^)]*\)/g, '')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return new Set(anchors);
}

it('are there', () => {
  expect(FOR_USERS.length).toBeGreaterThan(10);
  expect(DOCUMENTS).toEqual(expect.arrayContaining(['CHANGELOG.md', 'bench/README.md']));
});

describe.each(DOCUMENTS)('%s', (file) => {
  it('links to files and headings that exist', () => {
    const links = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [to = '', anchor] = target.split('#');
      const place = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
      if (place.startsWith('..') || !existsSync(path.join(ROOT, place))) return true;
      return anchor !== undefined && !anchorsOf(place).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('refers to no sources outside the repository', () => {
    expect(textOf(file)).not.toMatch(/\.\.\/shared|shared spec/);
  });
});

it('can all be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    for (const [, target = ''] of proseOf(file).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)) {
      const place = path.posix.join(path.posix.dirname(file), target);
      if (DOCUMENTS.includes(place)) reached.add(place);
    }
  }
  expect(DOCUMENTS.filter((file) => !reached.has(file))).toEqual([]);
});

it.each(FOR_USERS)('%s names no file of the source', (file) => {
  const named = textOf(file).match(
    /(?<![\w/-])(?:build|cli|contract|electron|lib|listener|panel|renderer|simulation|supervisor)\/[\w-]+[\w./-]*/g,
  );
  expect(named ?? []).toEqual([]);
});

it.each(FOR_USERS)('%s does not chain commands in PowerShell, which has no && before version 7', (file) => {
  const blocks = [...textOf(file).matchAll(/^```powershell\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  for (const code of blocks) {
    expect(code).not.toContain('&&');
    // On Windows, `npm` and `npx` are scripts, which are disabled by default.
    expect(code).not.toMatch(/^\s*np[mx] /m);
  }
});
