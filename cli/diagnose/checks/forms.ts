import path from 'node:path';
import { NewerFormError } from '../../../contract/file-form.ts';
import { HOME_FILES } from '../../../contract/home-files.ts';
import { configFileOf } from '../../../lib/config-file.ts';
import { readFileSync } from '../../../lib/read-file.ts';
import { ConfigError } from '../../../listener/config/config.ts';
import { readDesired } from '../../../supervisor/registry/desired-state.ts';
import { HomeError } from '../../../supervisor/registry/home-error.ts';
import { homeFileInCurrentForm } from '../../backup/home-file-form.ts';
import { CONFIG_FILE, HOME_PARTS } from '../../backup/parts.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';

const NEWER: Problem = {
  severity: 'problem',
  symptom: 'A file in the home folder was written by a newer version, and this one cannot read it',
  advice:
    'Install the newer version again. To stay with this one, put back the copy that the newer one kept, whose name ends in .form and a number.',
};

/** Whether this version reads what another one wrote. Files that are damaged are no matter of versions. */
export const formsCheck: Check = {
  id: 'forms',
  title: 'Files of another version',
  problems: [NEWER],
  async run({ home }) {
    const findings = [
      ...HOME_PARTS.flatMap((part) =>
        newerThanThis(() => {
          const place = part.file === CONFIG_FILE ? configFileOf(home) : path.join(home, part.file);
          homeFileInCurrentForm(part, readFileSync(place, part.maxBytes));
        }, part.file),
      ),
      ...newerThanThis(() => readDesired(home, HOME_FILES.desired), HOME_FILES.desired),
    ];
    return findings.length === 0 ? [ok('this version reads all of them')] : findings;
  },
};

function newerThanThis(read: () => unknown, file: string): readonly Finding[] {
  try {
    read();
  } catch (error) {
    const cause = error instanceof HomeError || error instanceof ConfigError ? error.cause : error;
    if (cause instanceof NewerFormError) return [found(NEWER, `${file} has form ${cause.form}`)];
  }
  return [];
}
