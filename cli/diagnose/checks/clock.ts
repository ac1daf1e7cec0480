import { type Check, type Finding, found, ok, type Problem } from '../check.ts';

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

/** A smaller difference is a measurement. */
const MAX_STEP_MS = 10_000;

/** The clock and its zone. */
export const clockCheck: Check = {
  id: 'clock',
  title: 'Clock',
  problems: [STEPPED, NO_ZONE],
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
    return findings.length > 0 ? findings : [ok(`${new Date(clock.now()).toISOString()}, zone ${zone}`)];
  },
};

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
