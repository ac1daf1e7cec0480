import { readQmFacts } from '../../../listener/account/qm/qm-facts.ts';
import { formatDuration } from '../../../wording/format.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const STEPPED: Problem = {
  severity: 'warning',
  symptom: 'The clock was set while the listener ran',
  advice: 'Times in the log before and after differ. Let the system keep its time (NTP, Windows Time).',
};
const NO_ZONE: Problem = {
  severity: 'warning',
  symptom: 'The time zone of this command is not known, so "today" may be another day than the family has',
  advice: 'Correct the variable TZ, or remove it to use the zone of the system.',
};

const DRIFT: Problem = {
  severity: 'warning',
  symptom: "The clock of QM's machine differs from the clock of this machine",
  advice:
    'One of them is wrong, so records and logs do not match in time. Let both systems keep their time (NTP, Windows Time).',
};
const OTHER_ZONE: Problem = {
  severity: 'warning',
  symptom: 'QM has another time zone than this machine, so "today" is another day there for some hours',
  advice:
    "Give both the same time zone: the system's, and the variable TZ where QM and the listener are started. If they have it, one of the clocks is an hour wrong.",
};

/** A smaller difference is a measurement. */
const MAX_STEP_MS = 10_000;
/** QM tells whole seconds, and a statement may take some. */
const MAX_DRIFT_MS = 10_000;
/** Every zone differs from UTC by a multiple. */
const ZONE_STEP_MS = 15 * 60_000;
/** A clock in another zone may be wrong too, but hardly by more. */
const MAX_DRIFT_OF_ZONE_MS = 2 * 60_000;

/** The clock and its zone, here and in QM. */
export const clockCheck: Check = {
  id: 'clock',
  title: 'Clock',
  problems: [STEPPED, NO_ZONE, DRIFT, OTHER_ZONE],
  async run(diagnosis) {
    const { clock, options } = diagnosis;
    const result = await diagnosis.find();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const wanted = options.env.TZ;
    const findings: Finding[] = [];
    if (wanted !== undefined && !isZone(wanted))
      findings.push(found(NO_ZONE, `TZ=${wanted} is no time zone`));
    if (result.kind === 'running') {
      const { registration, status } = result.listener;
      // One is wall time, the other is measured.
      const stepMs = result.at - registration.registeredAt - status.uptimeMs;
      if (Math.abs(stepMs) > MAX_STEP_MS)
        findings.push(
          found(STEPPED, `set by ${Math.round(stepMs / 1_000)} s since the listener was started`),
        );
    }
    findings.push(...(await compareWithQm(diagnosis)));
    return findings.length > 0 ? findings : [ok(`${new Date(clock.now()).toISOString()}, zone ${zone}`)];
  },
};

/** The clock of QM, which is asked in its own time zone. Without a QM, and while it is down, there is nothing to say. */
async function compareWithQm(diagnosis: Diagnosis): Promise<readonly Finding[]> {
  const { clock, config } = diagnosis;
  if (config.driver === 'embedded') return [];
  const account = await diagnosis.account.ready();
  if (account === undefined) return [];
  const before = clock.now();
  const facts = await readQmFacts(account);
  if (facts === undefined) return [];
  // QM's answer is from some time in between, and counts whole seconds.
  const here = Math.floor((before + clock.now()) / 2_000) * 1_000;
  const own = -new Date(here).getTimezoneOffset() * 60_000;
  const ahead = facts.wallClock - here - own;
  const steps = Math.round(ahead / ZONE_STEP_MS) * ZONE_STEP_MS;
  // Far from every zone it is a wrong clock.
  const shift = Math.abs(ahead - steps) <= MAX_DRIFT_OF_ZONE_MS ? steps : 0;
  const drift = ahead - shift;
  return [
    ...(Math.abs(drift) > MAX_DRIFT_MS
      ? [found(DRIFT, `QM's clock is ${formatDuration(Math.abs(drift))} ${drift > 0 ? 'fast' : 'slow'}`)]
      : []),
    ...(shift === 0
      ? []
      : [found(OTHER_ZONE, `QM has ${offset(own + shift)}, and this command ${offset(own)}`)]),
  ];
}

/** As `UTC+5:30`. */
function offset(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  return `UTC${ms < 0 ? '-' : '+'}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function isZone(name: string): boolean {
  if (name === '') return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name.replace(/^:/, '') });
    return true;
  } catch {
    // POSIX zones, as EST5EDT, have rules of their own.
    return /^[A-Za-z]{3,}[-+]?\d/.test(name);
  }
}
