import { checkPrograms } from '../../../listener/account/qm/program-check.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const NOT_RUNNABLE: Problem = {
  severity: 'problem',
  symptom:
    'A QM command of ours is missing, not compiled or hidden by another program, so it cannot be typed',
  advice: 'Install it again: `hal-listener account install`. Programs of others are not changed.',
};
const STALE: Problem = {
  severity: 'warning',
  symptom: 'The QM commands in the account are not those of this version',
  advice: 'Install them again: `hal-listener account install`. Programs of others are not changed.',
};

/** Our commands in the account: installed, compiled, catalogued and of this version. */
export const programsCheck: Check = {
  id: 'programs',
  title: 'QM commands',
  problems: [NOT_RUNNABLE, STALE],
  async run(diagnosis) {
    if (diagnosis.config.driver === 'embedded') return [ok('the embedded account has none')];
    const account = await diagnosis.account.ready();
    if (account === undefined) return [unknown('not checked, as the database does not answer')];
    if (account.driver === 'command') {
      const why = 'the QM commands are not checked: the driver command cannot read them';
      return [unknown(why, 'Use the driver pipe or qmclient.')];
    }
    const all = await checkPrograms(account);
    const findings = all.flatMap(({ severity, name, text }) =>
      severity === 'note' ? [] : [found(severity === 'error' ? NOT_RUNNABLE : STALE, `${name}: ${text}`)],
    );
    if (findings.length > 0) return findings;
    const notes = all.map(({ name, text }) => `${name}: ${text}`);
    return [ok(notes.length > 0 ? notes.join('; ') : 'installed, and of this version')];
  },
};
