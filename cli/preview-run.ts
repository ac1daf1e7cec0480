import { EXAMPLE_VARIABLE, type PhantomOrigin } from '../contract/phantom-origins.ts';
import type { StartFlags } from '../contract/start-flags.ts';
import { isTransient } from '../lib/file-error.ts';
import { fingerprinting } from '../lib/secret-fingerprint.ts';
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

/** The home and the origin of the listener. */
export interface PreviewedPlace {
  readonly home: string;
  readonly origin: PhantomOrigin;
  /** Called when a damaged key was replaced. */
  readonly warn: (message: string) => void;
}

/** What a listener of that home would run with, given these flags and this environment: it is not started for that. */
export async function previewRun(
  flags: StartFlags,
  env: Environment,
  { home, origin, warn }: PreviewedPlace,
): Promise<NextRun> {
  let loaded: LoadedConfig;
  try {
    loaded = loadConfig({ flags: { ...namedFlags(flags), home }, machine: currentMachine(env) });
  } catch (error) {
    if (error instanceof ConfigError)
      return { kind: 'unusable', reason: error.message, isTransient: isTransient(error) };
    throw error;
  }
  const noExample = whyNoExample({
    config: loaded.config,
    origin,
    continuesExample: env[EXAMPLE_VARIABLE] !== undefined,
  });
  if (noExample !== undefined && (await wouldServeExample(loaded.config))) {
    return { kind: 'unusable', reason: noExample };
  }
  return { ...nextRunOf(loaded), profile: profileOf(loaded, home, warn) };
}

/** The same of a configuration that is loaded already. */
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
    host: config.host,
    hostSource: sources.host.kind,
  };
}

function profileOf(
  loaded: LoadedConfig,
  home: string,
  warn: PreviewedPlace['warn'],
): Extract<NextRun, { kind: 'usable' }>['profile'] {
  try {
    // Whether it will answer from the example is only known once the account is open.
    return runProfile(loaded, fingerprinting(readOrCreateKey(home, { warn })), false);
  } catch {
    // A home that cannot be written: the start itself says so.
    return undefined;
  }
}
