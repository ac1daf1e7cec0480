const SETTINGS =
  'QM_TEST_PIPE=/usr/qmsys/bin/qm, or QM_TEST_HOST=127.0.0.1 QM_TEST_USERNAME=... QM_TEST_PASSWORD_FILE=...';

/**
 * Fails a run that would skip every test.
 *
 * @throws Error that names the settings if none is set
 */
export function setup(): void {
  const { QM_TEST_PIPE, QM_TEST_HOST, QM_TEST_FEW_SEATS } = process.env;
  if (QM_TEST_PIPE || QM_TEST_HOST || QM_TEST_FEW_SEATS) return;
  throw new Error(`No QM to test against. Set ${SETTINGS} and run again (CONTRIBUTING.md says more).`);
}
