import { describe, expect, it } from 'vitest';
import { selfSigned } from '../testing/self-signed.ts';
import { ConfigError } from './config.ts';
import { loadConfig, loadPlaces } from './load.ts';
import type { FlagValues } from './resolution.ts';
import { flagOf } from './settings.ts';
import { type FakeMachine, fakeMachine, fileError } from './testing/machine.ts';

const HOME = '/home/anna/.local/share/hal-listener';
const ACCOUNT = '/qm/hal';

function load(world: FakeMachine = {}, flags: FlagValues = {}) {
  return loadConfig({ flags, machine: fakeMachine(world) });
}

function problem(world: FakeMachine, flags: FlagValues = {}): string {
  try {
    load(world, flags);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as ConfigError;
    expect(message).not.toContain('\n');
    return message;
  }
  throw new Error('the configuration was accepted');
}

/** An account at /qm/hal with this QMCONFIG, and this config.json in home. */
function world(qmconfig: string, json: unknown, env: Record<string, string> = {}): FakeMachine {
  return {
    env: { QM_ACCOUNT_DIR: ACCOUNT, ...env },
    files: { [`${ACCOUNT}/QMCONFIG`]: qmconfig, [`${HOME}/config.json`]: JSON.stringify(json) },
    folders: { [ACCOUNT]: 'writable' },
  };
}

describe('defaults', () => {
  it('are those of the design', () => {
    const { config, sources, warnings } = load();
    expect(config).toEqual({
      port: 8768,
      extraPorts: [],
      host: undefined,
      maxConnections: 50,
      maxConnectionsPerAddress: 45,
      maxPendingPerAddress: 64,
      deadlineMs: 14_000,
      timeoutMs: 30_000,
      maxMessageBytes: 32_768,
      driver: 'embedded',
      qmProgram: undefined,
      qmHost: undefined,
      qmPort: 4243,
      qmAccount: 'HAL',
      qmUsername: undefined,
      qmPassword: undefined,
      qmPasswordFile: undefined,
      qmSessions: 2,
      qmSessionsTotal: 0,
      qmWaiting: 200,
      halQuery: 'first',
      qmEncoding: 'auto',
      scaledAmounts: {},
      assistUrl: undefined,
      assistModel: undefined,
      assistTimeoutMs: 4_000,
      assistKey: undefined,
      assistKeyFile: undefined,
      sttUrl: undefined,
      sttModel: 'whisper-1',
      sttLanguage: 'en',
      sttKeyFile: undefined,
      sttTimeoutMs: 7_000,
      sttNames: true,
      speechSilenceMs: 700,
      speechShortestMs: 250,
      speechLongestMs: 15_000,
      voiceDetection: '2',
      wakePhrases: ['hey jarvis', 'hey hal', 'hey computer'],
      wakeRequired: false,
      keepAudio: undefined,
      keepAudioDays: 7,
      ttsUrl: undefined,
      ttsModel: 'tts-1',
      ttsVoice: 'alloy',
      ttsKeyFile: undefined,
      ttsTimeoutMs: 3_000,
      sessionStore: undefined,
      sessionStoreKeyFile: undefined,
      sessionStoreUsername: undefined,
      sessionStorePasswordFile: undefined,
      sessionStoreCaFile: undefined,
      home: HOME,
      accountDir: undefined,
      logDir: `${HOME}/logs`,
      logLevel: 'info',
      logMaxSize: 10_485_760,
      logKeep: 8,
      logQuestions: false,
      keepSessions: true,
      rate: 20,
      burst: 60,
      drainMs: 10_000,
      drainNoticeMs: 7_000,
      drainSpreadMs: 10_000,
      alarmCpu: 20,
      alarmRss: 150_000_000,
      alarmDisk: 500_000_000,
      alarmDeclined: 50,
      alarmWaiting: 1,
      alarmWebhook: undefined,
      alarmWebhookSecret: undefined,
      token: undefined,
      origins: [],
      trustedProxies: [],
      tlsKey: undefined,
      tlsCert: undefined,
    });
    expect(new Set(Object.values(sources).map(({ kind }) => kind))).toEqual(new Set(['default']));
    expect(warnings).toEqual([]);
  });

  it('take the driver from what is said about QM', () => {
    expect(load({ env: { QM_HOST: 'qmserver', QM_BIN: '/usr/qmsys/bin/qm' } }).config.driver).toBe(
      'qmclient',
    );
    expect(load({ env: { QM_BIN: 'qm' } }).config.driver).toBe('pipe');
    expect(load({ env: { QM_HOST: 'qmserver', QM_DRIVER: 'Command' } }).config.driver).toBe('command');
  });
});

describe('precedence', () => {
  const flags = { port: '5' };
  const env = { WEBSOCKET_PORT: '4' };
  const json = { port: 3 };
  const qmconfig = '\nwebsocket.port = 2\r\n';

  it('is default < QMCONFIG < config.json < environment < flag', () => {
    const top = load(world(qmconfig, json, env), flags);
    expect([top.config.port, top.sources.port]).toEqual([5, { kind: 'flag', key: '--port' }]);
    const environment = load(world(qmconfig, json, env));
    expect(environment.config.port).toBe(4);
    expect(environment.sources.port).toEqual({ kind: 'environment', key: 'WEBSOCKET_PORT' });
    const file = load(world(qmconfig, json));
    expect(file.config.port).toBe(3);
    expect(file.sources.port).toEqual({ kind: 'file', file: `${HOME}/config.json`, key: 'port' });
    const lines = load(world(qmconfig, {}));
    expect(lines.config.port).toBe(2);
    expect(lines.sources.port).toEqual({
      kind: 'qmconfig',
      file: `${ACCOUNT}/QMCONFIG`,
      line: 2,
      key: 'WEBSOCKET.PORT',
    });
    expect(load(world('', {})).config.port).toBe(8768);
  });

  it('counts an empty value as not said, in every layer', () => {
    const { config } = load(world('WEBSOCKET.PORT =', { port: '', qmHost: null }, { WEBSOCKET_PORT: '  ' }), {
      port: '',
    });
    expect(config.port).toBe(8768);
    expect(config.qmHost).toBeUndefined();
  });

  it.each([
    ['token', 'WEBSOCKET_TOKEN'],
    ['host', 'WEBSOCKET_HOST'],
    ['origins', 'WEBSOCKET_ORIGINS'],
    ['tlsKey', 'WEBSOCKET_TLS_KEY'],
    ['tlsCert', 'WEBSOCKET_TLS_CERT'],
    ['qmPassword', 'QM_PASSWORD'],
    ['qmPasswordFile', 'QM_PASSWORD_FILE'],
  ] as const)('refuses an empty %s, which would take a protection away, in every layer', (name, variable) => {
    const error = /is empty, which would mean .+: set a value or remove it$/;
    expect(problem({ env: { [variable]: '' } })).toMatch(error);
    expect(problem({ env: { [variable]: '' } })).toContain(`${variable}= (environment)`);
    if (name !== 'qmPassword') expect(problem({ env: { [variable]: '  ' } })).toMatch(error);
    for (const value of ['', null]) {
      expect(problem(world('', { [name]: value }))).toMatch(error);
      // A good one below does not help: it is not what was said.
      expect(problem(world('', { [name]: 'x' }, { [variable]: '' }))).toMatch(error);
    }
    if (flagOf(name) !== undefined) expect(problem({}, { [name]: '' })).toMatch(error);
    if (name === 'host') expect(problem(world('WEBSOCKET.HOST =', {}))).toMatch(error);
  });

  it('lets a word take back what a lower layer said', () => {
    const { config } = load(
      world(
        'QM.HOST=qmserver\nWEBSOCKET.HOST=127.0.0.1\nWEBSOCKET.EXTRA.PORTS=8765',
        {},
        {
          QM_HOST: 'none',
          WEBSOCKET_HOST: '*',
          WEBSOCKET_EXTRA_PORTS: 'none',
        },
      ),
    );
    expect(config).toMatchObject({ qmHost: undefined, host: undefined, extraPorts: [], driver: 'embedded' });
  });

  it('warns of a bad value that another overrules', () => {
    const { config, warnings } = load(world('WEBSOCKET.PORT=many', {}, env));
    expect(config.port).toBe(4);
    expect(warnings).toEqual([
      'WEBSOCKET.PORT=many (/qm/hal/QMCONFIG line 1) is not a port: allowed is a whole number from 0 to 65535; environment WEBSOCKET_PORT is used instead',
    ]);
  });

  it('reads native JSON and text alike in config.json', () => {
    const { config } = load(
      world('', {
        extraPorts: [8765, '8766'],
        keepSessions: false,
        logMaxSize: '20 MiB',
        scaledAmounts: { BILLS: true, BUDGET: 'no' },
        origins: ['https://HAL.example:443', 'hal.local'],
      }),
    );
    expect(config).toMatchObject({
      extraPorts: [8765, 8766],
      keepSessions: false,
      logMaxSize: 20_971_520,
      scaledAmounts: { BILLS: true, BUDGET: false },
      origins: ['https://hal.example', 'hal.local'],
    });
  });

  it('starts relative paths where they were said', () => {
    expect(load(world('LOG.DIR = logs', {})).config.logDir).toBe('/qm/hal/logs');
    expect(load(world('', { logDir: 'logs' })).config.logDir).toBe(`${HOME}/logs`);
    expect(load(world('', {}, { LOG_DIR: 'logs' })).config.logDir).toBe('/work/logs');
  });
});

describe('trusted proxies', () => {
  it('are addresses and networks, in one form, from every layer', () => {
    const env = { TRUSTED_PROXIES: '127.0.0.1, ::FFFF:10.0.0.5 2001:DB8::/32' };
    expect(load({ env }).config.trustedProxies).toEqual(['127.0.0.1', '10.0.0.5', '2001:db8::/32']);
    const inFile = load(world('', { trustedProxies: ['10.0.0.0/8', '10.0.0.0/8'] }));
    expect([inFile.config.trustedProxies, inFile.warnings]).toEqual([['10.0.0.0/8'], []]);
    expect(load({ env }, { trustedProxies: 'none' }).config.trustedProxies).toEqual([]);
  });

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.1/8', '127.0.0.1,*', '10.0.0.0-10.0.0.9'])(
    'refuses %s',
    (value) => {
      expect(problem({ env: { TRUSTED_PROXIES: value } })).toBe(
        `TRUSTED_PROXIES=${value} (environment) is not a list of addresses: allowed is IP addresses and networks such as 10.0.0.0/8 or 2001:db8::/32 (no names, no bits behind the prefix), with commas between, or none`,
      );
    },
  );

  it('warn where they are everybody', () => {
    expect(load({}, { trustedProxies: '::/0' }).warnings).toEqual([
      'TRUSTED_PROXIES trusts every address (::/0): any client may claim to be another',
    ]);
  });
});

describe('refusals', () => {
  it('name key, value, source and what is allowed', () => {
    expect(problem({ env: { WEBSOCKET_PORT: '70000' } })).toBe(
      'WEBSOCKET_PORT=70000 (environment) is not a port: allowed is a whole number from 0 to 65535',
    );
    expect(problem({ env: { MAX_CONNECTIONS: 'ten' } })).toBe(
      'MAX_CONNECTIONS=ten (environment) is not a number in range: allowed is a whole number from 1 to 100000',
    );
    expect(problem({}, { logLevel: 'loud' })).toBe(
      '--log-level=loud (command line) is not a known word: allowed is error, warn, info or debug',
    );
    expect(problem(world('*\nQM.PORT=0', {}))).toBe(
      'QM.PORT=0 (/qm/hal/QMCONFIG line 2) is not a port: allowed is a whole number from 1 to 65535',
    );
    expect(problem(world('', { keepSessions: [1] }))).toBe(
      `keepSessions=[1] (${HOME}/config.json) is not on or off: allowed is on, off, yes, no, true, false, 1 or 0`,
    );
  });

  it('stay on one line and short whatever the value', () => {
    expect(problem({}, { port: 'a\nb\u2028c' })).toContain('--port=a?b?c ');
    expect(problem({}, { port: 'x'.repeat(5000) }).length).toBeLessThan(250);
  });

  it('say where config.json is not JSON, and show nothing of it', () => {
    const file = `${HOME}/config.json`;
    const broken = '{\n  "qmPassword": "opensesame",\n  "port" 8768\n}';
    expect(problem({ files: { [file]: broken } })).toBe(`${file} is not JSON: line 3, column 10 is wrong`);
    expect(problem({ files: { [file]: '[1]' } })).toContain('is not a JSON object');
  });

  it('are given for files that are there and cannot be read', () => {
    const file = `${HOME}/config.json`;
    expect(problem({ files: { [file]: fileError('EACCES') } })).toBe(
      `${file} cannot be read: permission denied (EACCES)`,
    );
    const account = { env: { QM_ACCOUNT_DIR: ACCOUNT }, folders: { [ACCOUNT]: 'writable' } } as const;
    expect(problem({ ...account, files: { [`${ACCOUNT}/QMCONFIG`]: fileError('EISDIR') } })).toBe(
      '/qm/hal/QMCONFIG cannot be read: it is a folder (EISDIR)',
    );
  });

  it('meet an account folder that was named and is not there', () => {
    expect(problem({ env: { QM_ACCOUNT_DIR: '/qm/hall' } })).toBe(
      'QM_ACCOUNT_DIR=/qm/hall (environment) does not exist: allowed is an existing folder, or none',
    );
  });

  it('meet an extra port that repeats the port', () => {
    expect(problem({ env: { WEBSOCKET_EXTRA_PORTS: '8765, 8768' } })).toBe(
      'WEBSOCKET_EXTRA_PORTS=8765, 8768 (environment) repeats port 8768: allowed are other ports',
    );
  });

  it('meet half a TLS pair, or one that cannot be read', () => {
    const { key, cert } = selfSigned();
    const files = { '/work/key.pem': key, '/work/cert.pem': cert };
    const env = { WEBSOCKET_TLS_KEY: 'key.pem', WEBSOCKET_TLS_CERT: 'cert.pem' };
    expect(load({ env, files }).config).toMatchObject({ tlsKey: '/work/key.pem', tlsCert: '/work/cert.pem' });
    expect(problem({ env: { WEBSOCKET_TLS_KEY: 'key.pem' }, files })).toBe(
      'WEBSOCKET_TLS_KEY=key.pem (environment) is incomplete: set WEBSOCKET_TLS_CERT too',
    );
    expect(problem({ env: { WEBSOCKET_TLS_CERT: 'cert.pem' }, files })).toContain(
      'set WEBSOCKET_TLS_KEY too',
    );
    expect(problem({ env, files: { '/work/key.pem': key } })).toBe(
      'WEBSOCKET_TLS_CERT=cert.pem (environment) cannot be read: there is no such file (ENOENT)',
    );
    expect(problem({ env, files: { ...files, '/work/key.pem': fileError('EISDIR') } })).toContain(
      'WEBSOCKET_TLS_KEY=key.pem (environment) cannot be read: it is a folder',
    );
    expect(problem({ env, files: { '/work/key.pem': cert, '/work/cert.pem': key } })).toBe(
      'WEBSOCKET_TLS_KEY=key.pem (environment) is a certificate and no private key: are WEBSOCKET_TLS_KEY and WEBSOCKET_TLS_CERT swapped?',
    );
    const ended = selfSigned({ from: -3, to: -1 });
    const { warnings } = load({ env, files: { '/work/key.pem': ended.key, '/work/cert.pem': ended.cert } });
    expect(warnings).toEqual([expect.stringMatching(/^the TLS certificate expired on /)]);
  });
});

describe('the QM password', () => {
  const files = { '/work/pw': 'open sesame \r\n' };

  it('comes from a file, without its line end', () => {
    const { config, sources } = load({ env: { QM_PASSWORD_FILE: 'pw' }, files });
    expect(config.qmPassword).toBe('open sesame ');
    expect(sources.qmPassword).toEqual({ kind: 'environment', key: 'QM_PASSWORD_FILE' });
  });

  it('comes from one place only', () => {
    const message = problem({ env: { QM_PASSWORD: 'hunter2', QM_PASSWORD_FILE: 'pw' }, files });
    expect(message).toBe(
      'QM_PASSWORD=(hidden) (environment) conflicts with qmPasswordFile=/work/pw: set only one of them',
    );
  });

  it('may be any text, even the word none', () => {
    expect(load({ env: { QM_PASSWORD: 'none' } }).config.qmPassword).toBe('none');
  });

  it('is in no refusal', () => {
    expect(problem({ env: { QM_PASSWORD: 'hunter2\nhunter3' } })).toBe(
      'QM_PASSWORD=(hidden) (environment) is not usable: allowed is 1 to 1024 characters without line breaks or control characters',
    );
    expect(
      problem({ env: { QM_PASSWORD_FILE: 'pw' }, files: { '/work/pw': 'hunter2\nhunter3\n' } }),
    ).not.toContain('hunter');
    expect(problem({ env: { QM_PASSWORD_FILE: 'pw' } })).toContain('cannot be read: there is no such file');
    expect(problem({ env: { QM_PASSWORD_FILE: 'pw' }, files: { '/work/pw': '\n' } })).toContain(
      'no valid password',
    );
  });
});

describe('warnings', () => {
  it('name unknown keys and the nearest known one', () => {
    const { warnings } = load(
      world('WEBSOCKET.PROT=1', { max_connections: 3, LOG_LEVEL: 'info', home: '/x', zebra: 1 }),
    );
    expect(warnings).toEqual([
      `${HOME}/config.json: "max_connections" is not a setting: did you mean "maxConnections"?`,
      `${HOME}/config.json: "LOG_LEVEL" is not a setting: did you mean "logLevel"?`,
      `${HOME}/config.json: "home" cannot be set in this file, whose folder it names: use HAL_LISTENER_HOME in the environment`,
      `${HOME}/config.json: "zebra" is not a setting`,
      '/qm/hal/QMCONFIG line 1: WEBSOCKET.PROT is not a setting: did you mean WEBSOCKET.PORT?',
    ]);
  });
});

describe('places', () => {
  it('are found though another setting is wrong', () => {
    const machine = fakeMachine(world('WEBSOCKET.PORT=x', {}));
    expect(loadPlaces({ flags: {}, machine })).toEqual({ home: HOME, accountDir: ACCOUNT, logDir: ACCOUNT });
  });
});

describe('on Windows', () => {
  const windows: FakeMachine = {
    platform: 'win32',
    env: {
      LocalAppData: 'C:\\Users\\anna\\AppData\\Local',
      programdata: 'C:\\ProgramData',
      websocket_port: '9000',
    },
    files: { 'C:\\qmsys\\hal\\QMCONFIG': 'LOG.LEVEL = debug\r\nLOG.DIR = ..\\logs\r\n' },
    folders: { 'C:\\qmsys\\hal': 'writable' },
  };

  it('finds the account, its QMCONFIG and the environment in any case', () => {
    const { config } = load(windows);
    expect(config).toMatchObject({
      port: 9000,
      home: 'C:\\Users\\anna\\AppData\\Local\\HAL Listener',
      accountDir: 'C:\\qmsys\\hal',
      logLevel: 'debug',
      logDir: 'C:\\qmsys\\logs',
    });
  });

  it('makes paths absolute by its own rules', () => {
    expect(load(windows, { logDir: 'logs' }).config.logDir).toBe('D:\\work\\logs');
    expect(load(windows, { qmProgram: 'C:/qmsys/bin/qm.exe' }).config.qmProgram).toBe(
      'C:\\qmsys\\bin\\qm.exe',
    );
  });
});
