import { expect, it } from 'vitest';
import { memoryFiles } from '../../../supervisor/autostart/testing/entries.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { autostartCheck } from './autostart.ts';

/** A Linux on which nothing is installed and no configuration of QM is found. */
function diagnosisOf(config: { readonly driver: string; readonly qmHost?: string }): Diagnosis {
  const autostart = {
    files: memoryFiles(),
    run: async () => 'disabled',
    user: 'anna',
    tempDir: '/tmp',
    platform: 'linux',
    env: {},
    userDir: '/home/anna',
  };
  return { options: { autostart }, config } as unknown as Diagnosis;
}

it('says that nothing starts the listener, whatever a QM elsewhere does', async () => {
  for (const config of [{ driver: 'embedded' }, { driver: 'qmclient', qmHost: '192.0.2.7' }])
    expect(await autostartCheck.run(diagnosisOf(config))).toMatchObject([
      { severity: 'warning', text: 'Nothing starts the listener with the machine' },
    ]);
});

it('does not know it where the QM of this machine may start it', async () => {
  for (const config of [{ driver: 'pipe' }, { driver: 'qmclient', qmHost: '127.0.0.1' }]) {
    const findings = await autostartCheck.run(diagnosisOf(config));
    expect(findings).toMatchObject([{ severity: 'unknown', text: expect.stringContaining('--qm-config') }]);
    expect(findings[0]?.advice).toBeUndefined();
  }
});
