import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../contract/exit-codes.ts';
import { configVerb } from './config.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-config-'));
});
afterEach(() => rmSync(home, { recursive: true }));

describe('hal-listener config', () => {
  it('prints aligned settings with their sources, and warnings on standard error', async () => {
    writeFileSync(path.join(home, 'config.json'), '{"maxConnections": 10, "prt": 1}');
    const terminal = recordedTerminal({
      HAL_LISTENER_HOME: home,
      WEBSOCKET_PORT: '9000',
      QM_PASSWORD: 'hunter2',
    });
    await typed(configVerb(terminal), '--log-level', 'debug');
    const lines = terminal.output().split('\n');
    const at = lines[0]!.indexOf('VALUE');
    const from = lines[0]!.indexOf('FROM');
    const row = (name: string) => lines.find((line) => line.startsWith(`${name} `))!;
    expect([
      row('port')
        .slice(at, at + 5)
        .trim(),
      row('port').slice(from),
    ]).toEqual(['9000', 'environment WEBSOCKET_PORT']);
    expect(row('maxConnections').slice(from)).toBe(`${path.join(home, 'config.json')} maxConnections`);
    expect(row('logLevel').slice(from)).toBe('flag --log-level');
    expect(row('qmPassword').slice(at)).toMatch(/^\(set\) +environment QM_PASSWORD$/);
    expect(terminal.errors()).toBe(
      `warning: ${path.join(home, 'config.json')}: "prt" is not a setting: did you mean "port"?\n`,
    );
    expect(terminal.output() + terminal.errors()).not.toContain('hunter2');
  });

  it('prints JSON for programs', async () => {
    const terminal = recordedTerminal({ HAL_LISTENER_HOME: home, WEBSOCKET_TOKEN: 'opensesame' });
    await typed(configVerb(terminal), '--json', '--port', '1');
    const { settings, warnings } = JSON.parse(terminal.output());
    expect(warnings).toEqual([]);
    expect(settings[0]).toEqual({
      name: 'port',
      value: 1,
      source: 'flag',
      key: '--port',
      env: 'WEBSOCKET_PORT',
      qmconfig: 'WEBSOCKET.PORT',
      flag: '--port',
    });
    expect(terminal.output()).not.toContain('opensesame');
  });

  it('refuses what run would refuse, with the same exit code', async () => {
    const terminal = recordedTerminal({ HAL_LISTENER_HOME: home, WEBSOCKET_PORT: '70000' });
    await expect(typed(configVerb(terminal))).rejects.toMatchObject({
      exitCode: EXIT.badConfiguration,
      message: 'WEBSOCKET_PORT=70000 (environment) is not a port: allowed is a whole number from 0 to 65535',
    });
    expect(terminal.output()).toBe('');
  });
});
