import type { ReloadReport } from '../contract/control.ts';
import type { RunProfile } from '../contract/registration.ts';
import type { Config, SettingName } from './config/config.ts';
import type { LoadedConfig } from './config/load.ts';
import { SETTING_NAMES } from './config/settings.ts';
import type { EventLog } from './log/event-log.ts';
import type { Log } from './log/log-line.ts';
import type { TableFile } from './query/table/table-file.ts';
import { readTlsPair } from './server/certificate.ts';
import type { ListenerServer } from './server/server.ts';

/** Applies configuration changes to a running listener, without a restart and without disconnecting clients. */

/** A configuration that was just read. */
export type FreshConfig = Pick<LoadedConfig, 'config' | 'warnings'> & Partial<Pick<LoadedConfig, 'sources'>>;

/** The part of the run profile that a reload can change. */
type AppliedSettings = Pick<RunProfile, 'token' | 'files'>;

export interface ReloadDependencies {
  /** Reads the configuration in the same way as at start. @throws ConfigError */
  readonly load: () => FreshConfig;
  /** The configuration at start. */
  readonly config: Config;
  readonly server: Pick<ListenerServer, 'setAdmission' | 'setTlsPair' | 'setTrustedProxies'>;
  readonly events: Pick<EventLog, 'level' | 'setLevel'>;
  readonly table: Pick<TableFile, 'reload'>;
  readonly log: Log;
  /** Called when settings were applied, with whether clients need a token and the files that hold the settings. */
  readonly onApplied?: (applied: AppliedSettings) => void;
}

/**
 * An invalid configuration or certificate changes nothing; an invalid intent table leaves the old one in use. The
 * report's `restart` lists settings that need a restart. Removing the token is one of them, since a reload never
 * removes protection.
 */
export class Reload {
  readonly #dependencies: ReloadDependencies;
  /** The settings in use, as far as a reload can change them. */
  #config: Config;

  constructor(dependencies: ReloadDependencies) {
    this.#dependencies = dependencies;
    this.#config = dependencies.config;
  }

  /** Never throws. @param by who requested it, for the log */
  run(by: string): ReloadReport {
    const { log } = this.#dependencies;
    const report = this.#run();
    for (const problem of report.problems) {
      log.error('reload failed in part: keeping the previous values', { by, why: problem });
    }
    log.info('reloaded', {
      by,
      changed: report.changed.join(',') || 'nothing',
      needs_restart: report.restart.join(',') || undefined,
    });
    return report;
  }

  #run(): ReloadReport {
    const report: Report = { changed: [], restart: [], problems: [] };
    const next = attempt(report, () => this.#dependencies.load());
    if (next !== undefined) {
      for (const warning of next.warnings) this.#dependencies.log.warn(warning);
      this.#apply(next, report);
    }
    try {
      if (this.#dependencies.table.reload()) report.changed.push('intents');
    } catch (error) {
      report.problems.push(`the intent table: ${reasonOf(error)}`);
    }
    return report;
  }

  #apply({ config: next, sources }: FreshConfig, report: Report): void {
    const { server, events } = this.#dependencies;
    const applied: SettingName[] = [];
    // An open port cannot switch between ws and wss.
    const switched = (next.tlsKey === undefined) !== (this.#config.tlsKey === undefined);
    const pair = switched ? undefined : attempt(report, () => readTlsPair(next));
    if (switched) report.restart.push('tlsKey', 'tlsCert');
    else if (pair !== undefined && server.setTlsPair(pair)) {
      report.changed.push('certificate');
      applied.push('tlsKey', 'tlsCert');
    }
    for (const name of SETTING_NAMES) {
      if (name === 'tlsKey' || name === 'tlsCert' || isSame(this.#current(name), next[name])) continue;
      const isLive = LIVE.has(name) && !(name === 'token' && next.token === undefined);
      report[isLive ? 'changed' : 'restart'].push(name);
      if (!isLive) continue;
      this.#config = { ...this.#config, [name]: next[name] };
      applied.push(name);
    }
    const { token, origins, trustedProxies } = this.#config;
    server.setAdmission({ token, origins });
    if (report.changed.includes('trustedProxies')) server.setTrustedProxies(trustedProxies);
    if (report.changed.includes('logLevel')) events.setLevel(next.logLevel);
    if (applied.length > 0)
      this.#dependencies.onApplied?.({ token: token !== undefined, files: filesOf(applied, sources) });
  }

  /** The value in use; the log level may have been set over the control channel. */
  #current(name: SettingName): unknown {
    return name === 'logLevel' ? this.#dependencies.events.level : this.#config[name];
  }
}

const LIVE: ReadonlySet<SettingName> = new Set(['logLevel', 'token', 'origins', 'trustedProxies']);

/** Whether a change of a setting needs a restart, beside those of protection: a reload removes none. */
export function needsRestart(name: SettingName): boolean {
  // A certificate is read again; only turning encryption on or off needs a restart.
  return !LIVE.has(name) && name !== 'tlsKey' && name !== 'tlsCert';
}

function filesOf(names: readonly SettingName[], sources: FreshConfig['sources']): string[] {
  const files = names.flatMap((name) => {
    const source = sources?.[name];
    return source?.kind === 'file' || source?.kind === 'qmconfig' ? [source.file] : [];
  });
  return [...new Set(files)];
}

type Report = { -readonly [Key in keyof ReloadReport]: string[] };

/** Runs the work; on failure adds the reason to the report. */
function attempt<T>(report: Report, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    report.problems.push(reasonOf(error));
    return undefined;
  }
}

/** Deep comparison. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
