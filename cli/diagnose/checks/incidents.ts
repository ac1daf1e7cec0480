import { isIncident } from '../../../contract/home-events.ts';
import { bootId, isSameBoot } from '../../../lib/processes.ts';
import { readEvents } from '../../../supervisor/registry/event-file.ts';
import { localTime } from '../../format-status.ts';
import { type Check, found, ok, type Problem } from '../check.ts';

const INCIDENTS: Problem = {
  severity: 'warning',
  symptom: 'The listener crashed, hung or could not start since the machine was started',
  advice:
    'The last lines of each are in events.jsonl of the home folder. Then read: `hal-listener logs -n 200`',
};
const REPEATED: Problem = {
  severity: 'problem',
  symptom: 'The listener crashes again and again',
  advice: 'Save the details for a bug report: `hal-listener diagnose --bundle report.zip`',
};

/** So many in an hour are no accident. */
const MANY = 3;
const HOUR_MS = 3_600_000;

/** Crashes and hangs since the machine was started. */
export const incidentsCheck: Check = {
  id: 'incidents',
  title: 'Crashes',
  problems: [INCIDENTS, REPEATED],
  async run({ home, clock }) {
    const boot = bootId(clock);
    const incidents = readEvents(home).filter((event) => isIncident(event) && isSameBoot(event.boot, boot));
    const last = incidents.at(-1);
    if (last === undefined) return [ok('none since the machine was started')];
    const recent = incidents.filter(({ at }) => clock.now() - at < HOUR_MS).length;
    const text = `${incidents.length} since the machine was started, the last ${localTime(last.at)}: ${last.kind} (${last.cause})`;
    return [found(recent >= MANY ? REPEATED : INCIDENTS, text)];
  },
};
