import type { TestProject } from 'vitest/node';
import { ensureBuilt } from './ensure-built.ts';
import type { TargetName } from './stamp.ts';

/** The targets that the tests of a project run, by the project's name. */
const TARGETS: Readonly<Record<string, readonly TargetName[]>> = {
  integration: ['product'],
  simulation: ['simulated-product'],
  qm: ['product'],
  boot: ['product', 'executable-linux-x64'],
  packages: ['product', 'executable-linux-x64'],
  'package-check': [
    'product',
    'executable-win-x64',
    ...(process.platform === 'linux' ? (['executable-linux-x64'] as const) : []),
  ],
  wine: ['product', 'executable-win-x64'],
};
const QM_SETTINGS =
  'QM_TEST_PIPE=/usr/qmsys/bin/qm, or QM_TEST_HOST=127.0.0.1 QM_TEST_USERNAME=... QM_TEST_PASSWORD_FILE=...';

/**
 * Global setup of every project that runs built files: builds those that are out of date, and leaves the others alone.
 *
 * @throws Error if the project is unknown, a build fails, or the project `qm` would skip every test
 */
export function setup({ name }: Pick<TestProject, 'name'>): void {
  const targets = TARGETS[name];
  if (targets === undefined) throw new Error(`build/test-setup.ts has no targets for the project "${name}"`);
  const { QM_TEST_PIPE, QM_TEST_HOST, QM_TEST_FEW_SEATS } = process.env;
  if (name === 'qm' && !QM_TEST_PIPE && !QM_TEST_HOST && !QM_TEST_FEW_SEATS)
    throw new Error(`No QM to test against. Set ${QM_SETTINGS} and run again (see CONTRIBUTING.md).`);
  ensureBuilt(...targets);
}
