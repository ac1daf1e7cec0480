import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { z } from 'zod';
import { ROOT } from './rooms.ts';
import { billOfMaterials, SBOM } from './sbom.ts';

/** Relative to the root: the licences of everything that is bundled, as they require. */
export const NOTICES = 'dist/THIRD-PARTY-NOTICES.txt';

const MANIFEST = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().default('no licence named'),
});

/** Collects the packages whose code is bundled, during the build. */
export class BundledPackages {
  readonly #folders = new Set<string>();

  plugin(): Plugin {
    return {
      name: 'bundled-packages',
      generateBundle: (_options, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type === 'chunk') for (const id of file.moduleIds) this.#add(id);
        }
      },
    };
  }

  /** Writes all licences and the bill of materials. @throws Error if nothing was bundled, which is a mistake in the build */
  write(): void {
    if (this.#folders.size === 0) throw new Error('No bundle has a package in it: notices would be empty');
    const packages = [...this.#folders].map((folder) => ({ ...licenceIn(folder), folder }));
    writeFileSync(path.join(ROOT, NOTICES), notices(packages));
    writeFileSync(path.join(ROOT, SBOM), billOfMaterials(packages));
  }

  #add(id: string): void {
    const [, folder] =
      /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id.replace(/^\0/, '')) ?? [];
    if (folder !== undefined && path.isAbsolute(folder)) this.#folders.add(folder);
  }
}

export interface PackageLicence {
  readonly name: string;
  readonly version: string;
  /** As in package.json, for example `MIT`. */
  readonly license: string;
  /** The full text; empty if the package has none. */
  readonly text: string;
}

/** Each text once, with the names of its packages. */
export function notices(licences: readonly PackageLicence[]): string {
  const named = [...licences].sort((a, b) => (a.name < b.name ? -1 : 1));
  const texts = new Map<string, PackageLicence[]>();
  for (const one of named) {
    const text = one.text || one.license;
    texts.set(text, [...(texts.get(text) ?? []), one]);
  }
  const sections = [...texts].map(([text, packages]) => {
    const names = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return `HAL Listener contains code of these packages.\n\n${sections.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

function licenceIn(folder: string): PackageLicence {
  const manifest = MANIFEST.parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  const file = readdirSync(folder).find((name) => /^licen[cs]e(?:[.-].*)?$/i.test(name));
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8').trim();
  return { ...manifest, text: text.replaceAll('\r\n', '\n') };
}
