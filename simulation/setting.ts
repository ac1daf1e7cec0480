import type { Random } from './world/random.ts';

/** Who restarts the listener when it ends. */
const SUPERVISORS = ['nobody', 'unit', 'two watches', 'detached watch', 'QM phantom'] as const;
type Supervisor = (typeof SUPERVISORS)[number];

/** Where a setting of the listener is configured. */
type Place = 'nowhere' | 'config.json' | 'environment';

/** Configuration of the simulated machine, which does not change during a scenario. */
export interface Setting {
  readonly supervisor: Supervisor;
  readonly token: Place;
  readonly port: Place;
  /** Where the listener is bound to this machine only. */
  readonly loopback: Place;
  /** Whether the supervisor also has the variables of the operator's shell. */
  readonly supervisorHasEnvironment: boolean;
  readonly database: 'embedded' | 'QM';
}

export const HOME = '/home/anna/hal';
const TOKEN = 'simulated-token-0123456789abcdef';
const DEFAULT_PORT = 8768;
const OTHER_PORT = 9001;
export const QM_PORT = 4243;
export const PASSWORD_FILE = '/home/anna/qm-password';

export function drawSetting(random: Random): Setting {
  const place = (): Place =>
    random.weighted([
      [3, 'nowhere'],
      [2, 'config.json'],
      [2, 'environment'],
    ]);
  return {
    supervisor: random.weighted([
      [2, 'nobody'],
      [5, 'unit'],
      [2, 'two watches'],
      [1, 'detached watch'],
      [3, 'QM phantom'],
    ]),
    token: place(),
    port: place(),
    loopback: place(),
    supervisorHasEnvironment: random.chance(0.6),
    database: random.chance(0.8) ? 'embedded' : 'QM',
  };
}

/** The environment of the shell in which the listener was set up. */
export function fullEnvironment(setting: Setting): Record<string, string> {
  return {
    ...bareEnvironment(),
    ...(setting.token === 'environment' ? { WEBSOCKET_TOKEN: TOKEN } : {}),
    ...(setting.port === 'environment' ? { WEBSOCKET_PORT: String(OTHER_PORT) } : {}),
    ...(setting.loopback === 'environment' ? { WEBSOCKET_HOST: '127.0.0.1' } : {}),
  };
}

/** The environment of cron, another operator, or a boot. */
export function bareEnvironment(): Record<string, string> {
  return { HAL_LISTENER_HOME: HOME, PATH: '/usr/bin', HOME: '/home/anna' };
}

export function supervisorEnvironment(setting: Setting): Record<string, string> {
  return setting.supervisorHasEnvironment ? fullEnvironment(setting) : bareEnvironment();
}

/** Content of `config.json`. */
export function configOf(setting: Setting): object {
  return {
    ...(setting.token === 'config.json' ? { token: TOKEN } : {}),
    ...(setting.port === 'config.json' ? { port: OTHER_PORT } : {}),
    ...(setting.loopback === 'config.json' ? { host: '127.0.0.1' } : {}),
    ...(setting.database === 'QM'
      ? {
          driver: 'qmclient',
          qmHost: '127.0.0.1',
          qmPort: QM_PORT,
          qmUsername: 'halqm',
          qmPasswordFile: PASSWORD_FILE,
        }
      : {}),
  };
}

/** All ports that a listener may use in this setting. */
export function possiblePorts(setting: Setting): readonly number[] {
  return setting.port === 'nowhere' ? [DEFAULT_PORT] : [OTHER_PORT, DEFAULT_PORT];
}
