import { defineConfig } from 'vitest/config';

/** The tests that need a real QM, alone: `npm run test:qm`. In `npm test` they count as skipped without one. */
const SETTING =
  'QM_TEST_PIPE=/usr/qmsys/bin/qm, or QM_TEST_HOST=127.0.0.1 QM_TEST_USERNAME=... QM_TEST_PASSWORD_FILE=...';

const { QM_TEST_PIPE, QM_TEST_HOST, QM_TEST_FEW_SEATS } = process.env;
if (!QM_TEST_PIPE && !QM_TEST_HOST && !QM_TEST_FEW_SEATS) {
  console.error(`No QM to test against. Set ${SETTING} and run again (CONTRIBUTING.md says more).`);
  process.exit(1);
}

export default defineConfig({
  test: {
    root: '.',
    include: ['{listener,cli}/**/*live.integration.test.ts'],
    globalSetup: './build/bundle-for-tests.ts',
    // They install the same commands in the same account.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './build/closing-line.ts'],
  },
});
