import { expect, it } from 'vitest';
import { childEnvironment } from './pipe.ts';

it("removes secrets and Node's variables from QM's environment", () => {
  const ours = {
    PATH: '/usr/bin',
    QM_HOST: 'x',
    NODE_OPTIONS: '--inspect',
    QM_PASSWORD: 'a',
    QM_PASSWORD_FILE: 'b',
    WEBSOCKET_TOKEN: 'c',
    ASSIST_KEY: 'd',
    BACKUP_PASSPHRASE: 'e',
    ALARM_WEBHOOK: 'f',
    ALARM_WEBHOOK_SECRET: 'g',
  };
  expect(childEnvironment(ours)).toEqual({ PATH: '/usr/bin', QM_HOST: 'x' });
});
