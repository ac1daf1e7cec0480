import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../contract/exit-codes.ts';
import { addSettingFlags, flagValues } from '../setting-flags.ts';
import { applyParameters } from './parameters.ts';

function applied(...args: readonly string[]) {
  const command = addSettingFlags(new Command('start'));
  command.parse(['--port', '8768'], { from: 'user' });
  const { debug } = applyParameters(command, args);
  return { debug, ...flagValues(command) };
}

describe('the parameters after WEBSOCKET.LISTENER', () => {
  it('become flags, and override the installed ones', () => {
    expect(applied()).toEqual({ debug: false, port: '8768' });
    expect(applied('DEBUG', 'PORT=8769')).toEqual({ debug: true, port: '8769' });
    expect(applied('debug', 'websocket.max.connections=60', 'LOG.LEVEL=warn', 'QM.SESSIONS=3')).toEqual({
      debug: true,
      port: '8768',
      maxConnections: '60',
      logLevel: 'warn',
      qmSessions: '3',
    });
  });

  it.each(['param1', 'PORTS=1', 'PORT=', '=1', 'HOME=/tmp', 'QM.ACCOUNT=OTHER', 'QM.PASSWORD=x'])(
    'are refused where they are none: %s',
    (arg) => {
      expect(() => applied(arg)).toThrowError(
        expect.objectContaining({
          exitCode: EXIT.usage,
          message: expect.stringContaining(`${arg} is not a parameter of WEBSOCKET.LISTENER: use DEBUG`),
        }),
      );
    },
  );
});
