import { EXAMPLE_VARIABLE, type PhantomOrigin } from '../contract/phantom-origins.ts';
import type { StartFlags } from '../contract/start-flags.ts';
import { isTransient } from '../lib/file-error.ts';
import { fingerprinting } from '../lib/keyed-hashes.ts';
import { whyNoExample } from '../listener/account/example-rule.ts';
import { wouldServeExample } from '../listener/account/open.ts';
import { ConfigError, type SettingName } from '../listener/config/config.ts';
import { type LoadedConfig, loadConfig } from '../listener/config/load.ts';
import { currentMachine } from '../listener/config/machine.ts';
import { runProfile } from '../listener/config/run-profile.ts';
import { readOrCreateKey } from '../listener/control/control-key.ts';
import type { Environment } from '../supervisor/lifecycle/repeated-environment.ts';
import type { NextRun, ValueSource } from '../supervisor/lifecycle/supervisor-types.ts';
import { namedFlags } from './start-flags.ts';

/** The home and the origin of the listener that would run. */
export interface PreviewOptions {
  readonly home: string;
  readonly origin: PhantomOrigin;
  /** Called if a damaged control key was replaced. */
  readonly warn: (message: string) => void;
}

/**
 * Finds out what a listener of that home would run with, given these flags and this environment, without starting it.
 */
export async function previewRun(
  flags: StartFlags,
  env: Environment,
  { home, origin, warn }: PreviewOptions,
): Promise<NextRun> {
  let loaded: LoadedConfig;
  try {
    loaded = loadConfig({ flags: { ...namedFlags(flags), home }, machine: currentMachine(env) });
  } catch (error) {
    if (error instanceof ConfigError)
      return { kind: 'unusable', reason: error.message, isTransient: isTransient(error) };
    throw error;
  }
  const exampleProblem = whyNoExample({
    config: loaded.config,
    origin,
    continuesExample: env[EXAMPLE_VARIABLE] !== undefined,
  });
  if (exampleProblem !== undefined && (await wouldServeExample(loaded.config))) {
    return { kind: 'unusable', reason: exampleProblem };
  }
  return { ...nextRunOf(loaded), profile: profileOf(loaded, home, warn) };
}

/** The same for a configuration that is already loaded. */
export function nextRunOf({ config, sources }: LoadedConfig): Extract<NextRun, { kind: 'usable' }> {
  const source = (name: SettingName): ValueSource =>
    config[name] === undefined ? 'none' : sources[name].kind;
  return {
    kind: 'usable',
    port: config.port,
    driver: config.driver,
    tls: config.tlsKey !== undefined,
    token: source('token'),
    qmPassword: source('qmPassword'),
    assistKey: source('assistKey'),
    alarmWebhook: source('alarmWebhook'),
    alarmWebhookSecret: source('alarmWebhookSecret'),
    host: config.host,
    hostSource: sources.host.kind,
  };
}

function profileOf(
  loaded: LoadedConfig,
  home: string,
  warn: PreviewOptions['warn'],
): Extract<NextRun, { kind: 'usable' }>['profile'] {
  try {
    // `false`: whether it will serve example data is only known once the account is open.
    return runProfile(loaded, fingerprinting(readOrCreateKey(home, { warn })), false);
  } catch {
    // The home cannot be written; the start itself will report that.
    return undefined;
  }
}
