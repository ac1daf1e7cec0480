import { Command } from 'commander';
import { ALARM, ALARM_VARIABLE, type Alarm } from '../contract/alarm.ts';
import { EXIT } from '../contract/exit-codes.ts';
import { systemClock } from '../lib/clock.ts';
import { tryParseJson } from '../lib/text.ts';
import { userName } from '../lib/user.ts';
import { loadTolerant } from '../listener/config/load.ts';
import type { Log } from '../listener/log/log-line.ts';
import { runTool } from '../supervisor/platform/run-tool.ts';
import { recordEvent } from '../supervisor/registry/event-file.ts';
import { createAlarmSenders, hasAlarmSenders } from './alarm-senders.ts';
import { notes } from './help.ts';
import { addSettingFlags, loadInputs, orBadConfiguration, PLACE_NAMES } from './setting-flags.ts';
import { withLastStart } from './start-flags.ts';
import { CliFailure, type Terminal } from './terminal.ts';

const EXAMPLES = `
Sends one alarm to the webhook (ALARM_WEBHOOK) and, on Windows, to the event log, and says what happened.

Exit codes: 0 sent, 1 not sent, 78 bad configuration.
`;

/** `hal-listener alarm`: sends alarms from outside a listener. */
export function alarmVerb(terminal: Terminal): Command {
  const test = new Command('test')
    .description('send a test alarm to where alarms are sent')
    .addHelpText('after', notes(EXAMPLES));
  addSettingFlags(test, PLACE_NAMES).action(async () => {
    const alarm: Alarm = {
      kind: 'test',
      state: 'raised',
      at: systemClock.now(),
      detail: 'sent by hal-listener alarm test',
    };
    await send(test, terminal, alarm, { maxAttempts: 1 });
  });
  // Started where a crash is noticed: see supervisor/lifecycle/alarm-process.ts.
  const crash = new Command('send').description('send the alarm of a crash');
  addSettingFlags(crash, PLACE_NAMES).action(async () => {
    const alarm = ALARM.safeParse(tryParseJson(terminal.env[ALARM_VARIABLE] ?? ''));
    if (!alarm.success) throw new CliFailure(`${ALARM_VARIABLE} contains no alarm.`, EXIT.usage);
    await send(crash, terminal, alarm.data, {
      onLost: (home, cause) =>
        void recordEvent(home, { kind: 'alarm-lost', cause, by: userName() }, systemClock),
    });
  });
  return new Command('alarm')
    .description('test where alarms are sent')
    .addCommand(test)
    .addCommand(crash, { hidden: true });
}

interface SendOptions {
  /** By default as many as a listener makes. */
  readonly maxAttempts?: number;
  /** Receives why it could not be sent. */
  readonly onLost?: (home: string, cause: string) => void;
}

/** @throws CliFailure if it could not be sent */
async function send(
  command: Command,
  terminal: Terminal,
  alarm: Alarm,
  { onLost, ...attempts }: SendOptions = {},
): Promise<void> {
  const inputs = withLastStart(loadInputs(command, terminal));
  const { config } = orBadConfiguration(() => loadTolerant(inputs));
  if (!hasAlarmSenders(config)) {
    throw new CliFailure(
      'Alarms are not sent anywhere. To send them: hal-listener config set alarmWebhook',
      EXIT.failed,
    );
  }
  let lost: string | undefined;
  const log: Pick<Log, 'info' | 'warn'> = {
    info: (message, { host } = {}) => terminal.out(`${message}${host === undefined ? '' : ` at ${host}`}\n`),
    warn: (message, { why } = {}) => {
      lost = `${message}${why === undefined ? '' : `: ${why}`}`;
    },
  };
  const senders = createAlarmSenders({ config, log, platform: process.platform, runTool, ...attempts });
  senders.send(alarm);
  await senders.whenIdle();
  if (lost === undefined) return;
  onLost?.(config.home, lost);
  throw new CliFailure(lost, EXIT.failed);
}
