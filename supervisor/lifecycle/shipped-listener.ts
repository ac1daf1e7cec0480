import { execFile } from 'node:child_process';
import { z } from 'zod';
import type { Alarm } from '../../contract/alarm.ts';
import { CONFIG_JSON } from '../../contract/command-json.ts';
import { flagArguments, type StartFlags } from '../../contract/start-flags.ts';
import { startAlarmProcess } from './alarm-process.ts';
import type { LaunchCommand } from './launch.ts';
import type { Environment } from './repeated-environment.ts';
import type { LaunchOptions, NextRun, ValueSource } from './supervisor-types.ts';

/** Enough for the first start from a cold disk with a virus scanner. */
const ANSWER_TIMEOUT_MS = 30_000;

const VALUES = z.object({
  home: z.string().min(1),
  port: z.number().int().min(0).max(65_535),
  logDir: z.string().min(1),
  accountDir: z.string().nullable(),
  tlsKey: z.string().nullable(),
  alarmWebhook: z.string(),
});

const PREVIEWED = z.object({ port: z.number().int(), driver: z.string() });

/** The part of the listener's configuration that a panel needs. */
export interface ListenerSettings {
  readonly home: string;
  readonly port: number;
  readonly portSource: SettingSource;
  readonly scheme: 'ws' | 'wss';
  readonly logDir: string;
  /** The HAL account's folder on this machine, if there is one. */
  readonly accountDir: string | undefined;
  /** Whether alarms are sent to a webhook. */
  readonly hasWebhook: boolean;
}

/** The source of a value; `key` is its name there. */
export interface SettingSource {
  readonly kind: 'default' | 'qmconfig' | 'file' | 'environment' | 'flag';
  readonly key?: string;
}

/** Runs the shipped listener from another program, and reads the configuration it would use. */
export class ShippedListener {
  readonly #program: LaunchCommand;

  /** @param program the listener's command line without a verb */
  constructor(program: LaunchCommand) {
    this.#program = program;
  }

  /** Its command line without a verb. */
  get program(): LaunchCommand {
    return this.#program;
  }

  /** The `run` command for a supervisor. */
  command = ({ debug, flags }: LaunchOptions): LaunchCommand => {
    const debugging = debug && flags['--log-level'] === undefined ? ['--debug'] : [];
    return { ...this.#program, args: [...this.#program.args, 'run', ...flagArguments(flags), ...debugging] };
  };

  /** @throws Error with the error line that a start would print */
  async settings(): Promise<ListenerSettings> {
    const { settings } = CONFIG_JSON.parse(JSON.parse(await this.#execute(['config', '--json'])));
    const { accountDir, tlsKey, alarmWebhook, ...values } = VALUES.parse(
      Object.fromEntries(settings.map(({ name, value }) => [name, value])),
    );
    const { source: kind, key } = settings.find(({ name }) => name === 'port') ?? { source: 'default' };
    return {
      ...values,
      accountDir: accountDir ?? undefined,
      hasWebhook: alarmWebhook !== '(not set)',
      scheme: tlsKey === null ? 'ws' : 'wss',
      portSource: key === undefined ? { kind } : { kind, key },
    };
  }

  /** Sends the alarm of a crash, without waiting. */
  sendAlarm = (alarm: Alarm, home: string): void => {
    const args = [...this.#program.args, 'alarm', 'send', `--home=${home}`];
    startAlarmProcess({ ...this.#program, args }, alarm);
  };

  /** The configuration of the next run, for a restart that must not lose protection. */
  preview = async (order: { readonly flags: StartFlags; readonly env: Environment }): Promise<NextRun> => {
    let output: string;
    try {
      output = await this.#execute(['config', '--json', ...flagArguments(order.flags)], order.env);
    } catch (error) {
      return { kind: 'unusable', reason: error instanceof Error ? error.message : String(error) };
    }
    const { settings } = CONFIG_JSON.parse(JSON.parse(output));
    const values = new Map(settings.map((setting) => [setting.name, setting]));
    const source = (name: string): ValueSource => {
      const { value, source: from } = values.get(name) ?? {};
      return value === undefined || value === null || value === '(not set)' ? 'none' : (from ?? 'none');
    };
    const { port, driver } = PREVIEWED.parse(
      Object.fromEntries(settings.map(({ name, value }) => [name, value])),
    );
    const host = values.get('host');
    return {
      kind: 'usable',
      port,
      driver,
      tls: source('tlsKey') !== 'none',
      token: source('token'),
      qmPassword: source('qmPassword'),
      assistKey: source('assistKey'),
      alarmWebhook: source('alarmWebhook'),
      alarmWebhookSecret: source('alarmWebhookSecret'),
      host: typeof host?.value === 'string' ? host.value : undefined,
      hostSource: host?.source ?? 'default',
    };
  };

  #execute(args: readonly string[], changed?: Environment): Promise<string> {
    const { program, args: before, env } = { ...this.#program, ...(changed && { env: changed }) };
    const options = { timeout: ANSWER_TIMEOUT_MS, windowsHide: true, ...(env === undefined ? {} : { env }) };
    return new Promise((resolve, reject) => {
      execFile(program, [...before, ...args], options, (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        reject(new Error(stderr.trim() || `The listener's program could not be run: ${error.message}`));
      });
    });
  }
}
