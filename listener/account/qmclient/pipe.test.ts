import { expect, it } from 'vitest';
import { childEnvironment } from './pipe.ts';

it('keeps from a QM process what would bend it and what is secret', () => {
  const ours = {
    PATH: '/usr/bin',
    QM_HOST: 'x',
    NODE_OPTIONS: '--inspect',
    QM_PASSWORD: 'a',
    QM_PASSWORD_FILE: 'b',
    WEBSOCKET_TOKEN: 'c',
    ASSIST_KEY: 'd',
  };
  expect(childEnvironment(ours)).toEqual({ PATH: '/usr/bin', QM_HOST: 'x' });
});
