import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogLevel } from '../contract/log-line.ts';
import { type Config, ConfigError, type Source } from './config/config.ts';
import { type LoadedConfig, loadConfig } from './config/load.ts';
import { SETTING_NAMES } from './config/settings.ts';
import { fakeMachine } from './config/testing/machine.ts';
import { recordedLog } from './control/testing/controlled.ts';
import { TableError } from './query/table/table-error.ts';
import { Reload, type ReloadDependencies } from './reload.ts';
import { selfSigned } from './testing/self-signed.ts';

const BASE = loadConfig({ flags: {}, machine: fakeMachine() }).config;

/** A running listener with what it was started with, and what a reload will read. */
function world(started: Partial<Config> = {}) {
  let level: LogLevel = started.logLevel ?? BASE.logLevel;
  const config = { ...BASE, ...started };
  const file: Source = { kind: 'file', file: '/srv/hal/config.json', key: 'any' };
  const sources = Object.fromEntries(SETTING_NAMES.map((name) => [name, file])) as LoadedConfig['sources'];
  const next = { config, sources, warnings: [] as string[], fails: undefined as Error | undefined };
  const server = { setAdmission: vi.fn(), setTlsPair: vi.fn(() => false), setTrustedProxies: vi.fn() };
  const table = { reload: vi.fn(() => false) };
  const log = recordedLog();
  const onApplied = vi.fn();
  const dependencies: ReloadDependencies = {
    load: () => {
      if (next.fails !== undefined) throw next.fails;
      return next;
    },
    config,
    server,
    table,
    log,
    onApplied,
    events: {
      get level() {
        return level;
      },
      setLevel: (to) => {
        level = to;
      },
    },
  };
  const reload = new Reload(dependencies);
  return {
    log,
    server,
    onApplied,
    table,
    setLevel: dependencies.events.setLevel,
    level: () => level,
    /** The configuration says this from now on. */
    says: (change: Partial<Config>) => {
      next.config = { ...config, ...change };
    },
    fails: (error: Error | undefined) => {
      next.fails = error;
    },
    run: () => reload.run('test'),
  };
}

let one: ReturnType<typeof world>;
beforeEach(() => {
  one = world({ token: 'old', origins: ['https://a.example'] });
});

describe('a reload', () => {
  it('of what is the same changes nothing', () => {
    one.says({ origins: ['https://a.example'], scaledAmounts: {} });
    expect(one.run()).toEqual({ changed: [], restart: [], problems: [] });
  });

  it('takes up trusted proxies, once', () => {
    one.says({ trustedProxies: ['10.0.0.5'], origins: ['https://a.example'] });
    expect(one.run()).toMatchObject({ changed: ['trustedProxies'], restart: [] });
    expect(one.run()).toMatchObject({ changed: [] });
    expect(one.server.setTrustedProxies.mock.calls).toEqual([[['10.0.0.5']]]);
  });

  it('takes up level, origins and token, once', () => {
    one.says({ logLevel: 'debug', origins: [], token: 'new' });
    expect(one.run()).toEqual({ changed: ['token', 'origins', 'logLevel'], restart: [], problems: [] });
    expect(one.level()).toBe('debug');
    expect(one.server.setAdmission).toHaveBeenLastCalledWith({ token: 'new', origins: [] });
    expect(one.run().changed).toEqual([]);
    expect(one.server.setAdmission).toHaveBeenLastCalledWith({ token: 'new', origins: [] });
  });

  it('goes back to the configured level from one that was set meanwhile', () => {
    one.setLevel('debug');
    expect(one.run().changed).toEqual(['logLevel']);
    expect(one.level()).toBe('info');
  });

  it('names what needs a restart, each time', () => {
    one.says({ port: 9, maxConnections: 3, origins: [] });
    for (const changed of [['origins'], []]) {
      expect(one.run()).toEqual({ changed, restart: ['port', 'maxConnections'], problems: [] });
    }
  });

  it('asks for a token from now on, and never takes one away', () => {
    one.says({ token: undefined });
    expect(one.run()).toEqual({ changed: [], restart: ['token'], problems: [] });
    expect(one.server.setAdmission).toHaveBeenLastCalledWith(expect.objectContaining({ token: 'old' }));
    const open = world();
    open.says({ token: 'first' });
    expect(open.run().changed).toEqual(['token']);
    expect(open.server.setAdmission).toHaveBeenLastCalledWith(expect.objectContaining({ token: 'first' }));
  });

  it('changes nothing where the configuration is bad, and says why', () => {
    one.says({ logLevel: 'debug', token: 'new' });
    one.fails(new ConfigError('config.json is not JSON: line 1, column 2 is wrong'));
    expect(one.run()).toEqual({ changed: [], restart: [], problems: [expect.stringContaining('line 1')] });
    expect(one.level()).toBe('info');
    expect(one.server.setAdmission).not.toHaveBeenCalled();
    expect(one.log.lines.some((line) => line.startsWith('error reload failed'))).toBe(true);
    one.fails(undefined);
    expect(one.run().changed).toEqual(['token', 'logLevel']);
  });

  it('takes up an intent table, and a bad one alone stays behind', () => {
    one.table.reload.mockReturnValueOnce(true);
    expect(one.run().changed).toEqual(['intents']);
    one.says({ logLevel: 'debug' });
    one.table.reload.mockImplementationOnce(() => {
      throw new TableError('row 3 has no statement');
    });
    expect(one.run()).toMatchObject({
      changed: ['logLevel'],
      problems: ['the intent table: row 3 has no statement'],
    });
  });

  it('says in the log what changed, and no secret', () => {
    one.says({ token: 'very secret', port: 9 });
    one.run();
    expect(one.log.lines.at(-1)).toBe('info reloaded {"by":"test","changed":"token","needs_restart":"port"}');
    expect(one.log.lines.join()).not.toContain('secret');
  });
});

describe('what a reload makes of what it runs with', () => {
  it('is whether clients need a token in force, and the files of what was taken up', () => {
    const open = world();
    open.says({ token: 'first' });
    open.run();
    expect(open.onApplied.mock.lastCall).toEqual([{ token: true, files: ['/srv/hal/config.json'] }]);
    open.says({ token: undefined, logLevel: 'debug' });
    open.run();
    expect(open.onApplied.mock.lastCall?.[0].token).toBe(true);
  });

  it('is not changed by what needs a restart, or by nothing', () => {
    one.says({ port: 9, token: undefined });
    one.run();
    one.says({});
    one.run();
    one.fails(new ConfigError('bad'));
    one.run();
    expect(one.onApplied).not.toHaveBeenCalled();
  });
});

describe('a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hal-reload-'));
  const [tlsKey, tlsCert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const write = (key: string, cert: string) => {
    writeFileSync(tlsKey, key);
    writeFileSync(tlsCert, cert);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  };

  it('is read anew, and a pair that does not serve is left alone', () => {
    const pair = selfSigned();
    const secure = world({ tlsKey, tlsCert });
    write(pair.key, pair.cert);
    secure.server.setTlsPair.mockReturnValueOnce(true);
    expect(secure.run().changed).toEqual(['certificate']);
    expect(secure.onApplied.mock.lastCall).toEqual([{ token: false, files: ['/srv/hal/config.json'] }]);
    write(selfSigned().key, pair.cert);
    expect(secure.run()).toMatchObject({
      changed: [],
      problems: [expect.stringContaining('does not belong')],
    });
    expect(secure.server.setTlsPair).toHaveBeenCalledTimes(1);
  });

  it('where there was none, or none any more, needs a restart', () => {
    const plain = world();
    plain.says({ tlsKey, tlsCert });
    expect(plain.run().restart).toEqual(['tlsKey', 'tlsCert']);
    const secure = world({ tlsKey, tlsCert });
    secure.says({ tlsKey: undefined, tlsCert: undefined });
    expect(secure.run().restart).toEqual(['tlsKey', 'tlsCert']);
    expect(secure.server.setTlsPair).not.toHaveBeenCalled();
  });
});
