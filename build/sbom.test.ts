import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { ROOT } from './rooms.ts';
import { type BundledPackage, billOfMaterials } from './sbom.ts';

const WS: BundledPackage = {
  name: 'ws',
  version: manifest.devDependencies.ws,
  license: 'MIT',
  folder: path.join(ROOT, 'node_modules/ws'),
};
const SCOPED: BundledPackage = {
  name: '@fluentui/react-components',
  version: '1.2.3',
  license: '(MIT OR Apache-2.0)',
  folder: path.join(ROOT, 'node_modules/elsewhere'),
};

interface Bill {
  readonly components: readonly { readonly purl: string; readonly [more: string]: unknown }[];
}

it('lists what is bundled, with the hash of the lock file, and what comes with it', () => {
  const { components, ...bill }: Bill = JSON.parse(billOfMaterials([WS, SCOPED]));
  expect(bill).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { version: manifest.version } },
  });
  expect(components.map(({ purl }) => purl)).toEqual([
    expect.stringMatching(/^pkg:generic\/node@22\.\d+\.\d+$/),
    'pkg:npm/%40fluentui/react-components@1.2.3',
    `pkg:npm/electron@${manifest.devDependencies.electron}`,
    `pkg:npm/ws@${WS.version}`,
  ]);
  const [, scoped, , ws] = components;
  expect(scoped).toMatchObject({ licenses: [{ expression: '(MIT OR Apache-2.0)' }] });
  expect(scoped).not.toHaveProperty('hashes');
  const { integrity } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')).packages[
    'node_modules/ws'
  ];
  const content = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  expect(ws).toMatchObject({ licenses: [{ license: { id: 'MIT' } }], hashes: [{ alg: 'SHA-512', content }] });
});

it('is the same for the same packages, in whatever order they are met', () => {
  expect(billOfMaterials([SCOPED, WS])).toBe(billOfMaterials([WS, SCOPED]));
});
