import { configFileOf } from '../../../lib/config-file.ts';
import { SETTING_NAMES } from '../../../listener/config/settings.ts';
import { counted } from '../../../wording/counted.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';

const INVALID: Problem = {
  severity: 'problem',
  symptom: 'A setting is invalid, so the listener cannot start again',
  advice:
    'Correct the value in the place that the line names. `hal-listener config` shows where each value comes from.',
};
const SUSPICIOUS: Problem = {
  severity: 'warning',
  symptom: 'A setting is ignored: its name is misspelled, or its place is not read',
  advice:
    'Correct it: `hal-listener config` shows each setting that is known, and where its value comes from.',
};
/** Settings and their sources. */
export const configurationCheck: Check = {
  id: 'configuration',
  title: 'Configuration',
  problems: [INVALID, SUSPICIOUS],
  async run({ options, home }) {
    const { errors, warnings, sources } = options.configured;
    const variables = SETTING_NAMES.flatMap((name) => {
      const source = sources[name];
      return source.kind === 'environment' && name !== 'home' ? [source.key] : [];
    });
    const findings: readonly Finding[] = [
      ...errors.map((text) => found(INVALID, text)),
      ...warnings.map((text) => found(SUSPICIOUS, text)),
    ];
    if (findings.length > 0) return findings;
    const set = SETTING_NAMES.filter((name) => sources[name].kind !== 'default');
    const fixed =
      variables.length === 0 ? '' : `; set by this environment: ${[...new Set(variables)].join(', ')}`;
    return [
      ok(
        `${counted(set.length, 'setting is', 'settings are')} not the default; file ${configFileOf(home)}${fixed}`,
      ),
    ];
  },
};
