import { oneLine } from '../../../lib/text.ts';
import { readEvents } from '../../../supervisor/registry/event-file.ts';
import { localTime } from '../../format-status.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';

const UNREACHABLE: Problem = {
  severity: 'warning',
  symptom: 'The webhook of alarms cannot be reached',
  advice:
    'Correct its address with `hal-listener config set alarmWebhook`, or start its server; then `hal-listener alarm test`.',
};
const LOST: Problem = {
  severity: 'warning',
  symptom: 'The alarm of a crash was not delivered within the last day',
  advice: 'Try the webhook with `hal-listener alarm test`. The crash itself: `hal-listener status`.',
};
const UNSIGNED: Problem = {
  severity: 'warning',
  symptom: 'Alarms are posted without a signature, so whoever knows the address can forge one',
  advice: 'Set a key and give it to the receiver: `hal-listener config set alarmWebhookSecret`.',
};

const DAY_MS = 24 * 3_600_000;
const REACH_TIMEOUT_MS = 5_000;

/** Whether alarms reach somebody. Sends none. */
export const alarmsCheck: Check = {
  id: 'alarms',
  title: 'Alarms',
  problems: [UNREACHABLE, LOST, UNSIGNED],
  async run({ home, clock, config: { alarmWebhook: url, alarmWebhookSecret: secret } }) {
    if (url === undefined)
      return [ok('sent to no webhook ("hal-listener config set alarmWebhook" with its address)')];
    // The rest of the address may contain a key.
    const { host } = new URL(url);
    const failure = await whyUnreachable(url);
    const lost = readEvents(home).findLast(
      ({ kind, at }) => kind === 'alarm-lost' && clock.now() - at < DAY_MS,
    );
    const findings: Finding[] = [
      ...(failure === undefined ? [] : [found(UNREACHABLE, `${host} cannot be reached: ${failure}`)]),
      ...(lost === undefined ? [] : [found(LOST, `not delivered ${localTime(lost.at)}: ${lost.cause}`)]),
      ...(secret === undefined ? [found(UNSIGNED)] : []),
    ];
    return findings.length > 0 ? findings : [ok(`${host} can be reached`)];
  },
};

/** Any answer shows that the server is there; whether it accepts alarms only an alarm shows. */
async function whyUnreachable(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    const cause = error instanceof TypeError ? (error.cause ?? error) : error;
    // A name with several addresses has one error for each.
    return oneLine(cause instanceof AggregateError ? (cause.errors[0] ?? cause) : cause);
  }
}
