import { type Alarm, describeAlarm } from '../contract/alarm.ts';
import { oneLine } from '../lib/text.ts';
import type { Config } from '../listener/config/config.ts';
import type { Log } from '../listener/log/log-line.ts';
import { Webhook, type WebhookOptions } from '../listener/outgoing/webhook.ts';
import type { RunTool } from '../supervisor/platform/run-tool.ts';
import { writeWindowsEvent } from './windows-event-log.ts';

/** The places outside this machine's files that alarms are sent to. */

export interface AlarmSendersOptions
  extends Partial<Pick<WebhookOptions, 'send' | 'schedule' | 'maxAttempts'>> {
  readonly config: Pick<Config, 'alarmWebhook' | 'alarmWebhookSecret'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
  readonly platform: NodeJS.Platform;
  readonly runTool: RunTool;
}

export interface AlarmSenders {
  /** Returns at once. */
  send(alarm: Alarm): void;
  /** Resolves once everything is sent or given up. */
  whenIdle(): Promise<void>;
  close(): void;
}

/** Whether an alarm goes anywhere but into the files of the home. */
export function hasAlarmSenders(
  { alarmWebhook }: Pick<Config, 'alarmWebhook'>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return alarmWebhook !== undefined || platform === 'win32';
}

export function createAlarmSenders(options: AlarmSendersOptions): AlarmSenders {
  const { config, log, platform, runTool, ...webhookOptions } = options;
  const { alarmWebhook: url, alarmWebhookSecret: secret } = config;
  const webhook = url === undefined ? undefined : new Webhook({ url, secret, log, ...webhookOptions });
  const writing = new Set<Promise<void>>();
  const writeEvent = async (alarm: Alarm): Promise<void> => {
    try {
      await writeWindowsEvent(alarm, runTool);
    } catch (error) {
      log.warn('cannot write the alarm to the event log of Windows', {
        alarm: describeAlarm(alarm),
        why: oneLine(error),
      });
    }
  };
  return {
    send: (alarm) => {
      webhook?.send(alarm);
      if (platform !== 'win32') return;
      const written = writeEvent(alarm).finally(() => writing.delete(written));
      writing.add(written);
    },
    whenIdle: async () => {
      await Promise.all([webhook?.whenIdle(), ...writing]);
    },
    close: () => webhook?.close(),
  };
}
