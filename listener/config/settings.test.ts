import { describe, expect, it } from 'vitest';
import type { SettingName } from './config.ts';
import { loadConfig } from './load.ts';
import { flagOf, isSettingName, SETTING_NAMES, SETTINGS } from './settings.ts';
import { fakeMachine } from './testing/machine.ts';

const { config } = loadConfig({ flags: {}, machine: fakeMachine() });

function roundTrip<K extends SettingName>(name: K): unknown {
  const { kind } = SETTINGS[name];
  return kind.parse(kind.format(config[name]), { resolve: (path) => path })?.value;
}

describe('every setting', () => {
  it('parses its own default rendering', () => {
    for (const name of SETTING_NAMES.filter((each) => !SETTINGS[each].secret)) {
      expect([name, roundTrip(name)]).toEqual([name, config[name]]);
    }
  });

  it('is described on one line and says what is allowed', () => {
    for (const name of SETTING_NAMES) {
      const { description, kind } = SETTINGS[name];
      expect(description).toMatch(/^[^\n]{10,80}$/);
      expect(kind.allowed).not.toBe('');
    }
  });

  it('can be said somewhere, and no two in the same place', () => {
    for (const place of ['env', 'qmconfig'] as const) {
      const keys = SETTING_NAMES.flatMap((name) => SETTINGS[name][place] ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const name of SETTING_NAMES) expect(SETTINGS[name].env ?? name).toMatch(/^([A-Z_]+|scaledAmounts)$/);
  });

  it('has a flag unless it is a secret: process titles show flags', () => {
    const without = SETTING_NAMES.filter((name) => flagOf(name) === undefined);
    expect(without).toEqual([
      'token',
      'qmPassword',
      'scaledAmounts',
      'assistKey',
      'alarmWebhook',
      'alarmWebhookSecret',
    ]);
    expect(flagOf('maxConnections')).toBe('--max-connections');
    expect(flagOf('qmPasswordFile')).toBe('--qm-password-file');
  });
});

it('knows its names from others', () => {
  expect([isSettingName('port'), isSettingName('toString')]).toEqual([true, false]);
});
