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
  /** All that the page loads, gzipped. */
  readonly bytes: number;
  /** Heaviest first. What is compressed together has no weight of its own: each part has its share of the whole. */
  readonly parts: readonly Weight[];
}

/** Builds the panel's page as it is shipped, and weighs it. */
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

/** A module by its file, with the code that is left of it. */
export interface ModuleCode {
  readonly file: string;
  readonly code: string;
}

function codeOf({ modules }: Rolldown.OutputChunk): readonly ModuleCode[] {
  return Object.entries(modules).map(([file, { code }]) => ({ file, code: code ?? '' }));
}

/** What each package is of the whole, by its own gzipped code. */
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

/** The package a file belongs to, those of Fluent UI taken as one; our own are `panel`. */
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
