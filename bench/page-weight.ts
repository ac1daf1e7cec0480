import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { page } from '../build/page.ts';

export interface Weight {
  readonly name: string;
  /** Gzipped. */
  readonly bytes: number;
}

export interface PageWeight {
  /** Everything that the page loads, gzipped. */
  readonly bytes: number;
  /** Largest first. The page is compressed as a whole, so each part gets its share of the total. */
  readonly parts: readonly Weight[];
}

/** Builds the panel's page as it is shipped and measures its size. */
export async function weighPage(): Promise<PageWeight> {
  const built = await build({
    ...page,
    // This file is bundled into dist/bench.
    root: resolve(import.meta.dirname, '../../renderer'),
    configFile: false,
    logLevel: 'silent',
    build: { ...page.build, write: false },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const bytes = outputs.reduce((sum, one) => sum + gzipped(one.type === 'chunk' ? one.code : one.source), 0);
  const modules = outputs.flatMap((one) => (one.type === 'chunk' ? codeOf(one) : []));
  return { bytes, parts: shares(modules, bytes) };
}

/** A module's file and the code that tree shaking left of it. */
export interface ModuleCode {
  readonly file: string;
  readonly code: string;
}

function codeOf({ modules }: Rolldown.OutputChunk): readonly ModuleCode[] {
  return Object.entries(modules).map(([file, { code }]) => ({ file, code: code ?? '' }));
}

/** The share of each package in `whole` bytes, in proportion to its own gzipped size. */
export function shares(modules: readonly ModuleCode[], whole: number): readonly Weight[] {
  const texts = new Map<string, string>();
  for (const { file, code } of modules) {
    const name = packageOf(file);
    texts.set(name, `${texts.get(name) ?? ''}${code}\n`);
  }
  const alone = [...texts].map(([name, text]) => ({ name, bytes: gzipped(text) }));
  const sum = alone.reduce((total, { bytes }) => total + bytes, 0);
  return alone
    .map(({ name, bytes }) => ({ name, bytes: Math.round((bytes / sum) * whole) }))
    .sort((one, other) => other.bytes - one.bytes);
}

/** The package that a file belongs to: Fluent UI's count as one, our own files are `panel`. */
export function packageOf(file: string): string {
  const inside = file.replaceAll('\\', '/').split('/node_modules/').at(-1) ?? file;
  if (inside === file.replaceAll('\\', '/')) return 'panel';
  const [scope = '', name = ''] = inside.split('/');
  if (scope === '@fluentui') return name.includes('icons') ? 'icons' : 'Fluent UI';
  if (scope === '@griffel' || scope === 'tabster' || scope === 'keyborg' || scope === '@floating-ui')
    return 'Fluent UI';
  if (scope === 'react' || scope === 'react-dom' || scope === 'scheduler') return 'React';
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function gzipped(content: string | Uint8Array): number {
  return gzipSync(content).length;
}
