import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { ConfigError } from '../listener/config/config.ts';
import { addSettingFlags, flagValues, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { CliFailure } from './terminal.ts';

function values(...args: string[]): Record<string, string> {
  const command = addSettingFlags(new Command('run')).option('--json').exitOverride();
  command.parse(args, { from: 'user' });
  return flagValues(command);
}

describe('the setting flags', () => {
  it('are the settings that were given, by name', () => {
    expect(values('--port', '9000', '--max-connections=3', '--json')).toEqual({
      port: '9000',
      maxConnections: '3',
    });
    expect(values()).toEqual({});
  });

  it('switch on without a value', () => {
    expect(values('--log-questions', '--keep-sessions', 'off')).toEqual({
      logQuestions: 'on',
      keepSessions: 'off',
    });
  });

  it('know --debug as a log level, which an explicit one overrules', () => {
    expect(values('--debug')).toEqual({ logLevel: 'debug' });
    expect(values('--debug', '--log-level', 'warn')).toEqual({ logLevel: 'warn' });
  });

  it('never take a secret', () => {
    const help = addSettingFlags(new Command('run')).helpInformation();
    expect(help).not.toMatch(/--(token|qm-password)\b(?!-)/);
    expect(help).toContain('--qm-password-file <path>');
    expect(help).toContain('default: 8768');
  });

  it('may be the places alone', () => {
    const help = addSettingFlags(new Command('logs'), PLACE_NAMES).helpInformation();
    expect(help.match(/--[a-z-]+/g)).toEqual(['--home', '--account-dir', '--log-dir', '--help']);
  });
});

it('gives a bad configuration its exit code, and other errors theirs', () => {
  const load = () => {
    throw new ConfigError('port=x is not a port');
  };
  try {
    orBadConfiguration(load);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(CliFailure);
    expect(error).toMatchObject({ message: 'port=x is not a port', exitCode: EXIT.badConfiguration });
  }
  expect(() => orBadConfiguration(() => JSON.parse('x'))).toThrow(SyntaxError);
});
