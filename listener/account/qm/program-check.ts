import type { Account } from '../account.ts';
import { isUpToDate, programStates } from './install.ts';
import { CONFIGURATION_RECORD } from './listener-command.ts';
import { LOG_RECORDS_FILE, logRecordsState } from './log-records.ts';
import { type ProgramState, SOURCE_FILE } from './program-state.ts';
import { fieldOf } from './programs.ts';

/** One problem with our programs, for `account check`. */
export interface ProgramFinding {
  readonly severity: 'error' | 'warning' | 'note';
  readonly name: string;
  /** The problem, for an operator. */
  readonly text: string;
}

/**
 * Reports what is missing, stale, not compiled or not ours. If nothing was ever installed there is one note, since the
 * listener does not need the programs.
 *
 * @throws AccountError
 */
export async function checkPrograms(account: Account): Promise<readonly ProgramFinding[]> {
  const states = await programStates(account);
  const configuration = await account.read('VOC', CONFIGURATION_RECORD);
  const installed = configuration !== undefined || states.some(({ source }) => source !== 'missing');
  if (!installed) {
    const text = 'our QM commands are not installed; the listener works without them';
    return [{ severity: 'note', name: 'QM commands', text }];
  }
  const findings: ProgramFinding[] = states.flatMap((state) => checkProgram(state));
  if (configuration === undefined || fieldOf(configuration, 2) === '') {
    const text = 'is missing: the programs search for "hal-listener" in PATH';
    findings.push({ severity: 'warning', name: `VOC ${CONFIGURATION_RECORD}`, text });
  }
  const log = await logRecordsState(account);
  if (log !== 'current') {
    const text = {
      missing: 'is missing: no warning or error is written to it',
      stale: 'has another dictionary: LIST may show the wrong fields',
      foreign: 'is a file of your own: no warning or error is written to it',
    }[log];
    const severity = log === 'foreign' ? 'note' : 'warning';
    findings.push({
      severity,
      name: LOG_RECORDS_FILE,
      text,
    });
  }
  return findings;
}

function checkProgram(state: ProgramState): readonly ProgramFinding[] {
  if (isUpToDate(state)) return [];
  const { program, source, object, catalogue: entry, voc } = state;
  const { name } = program;
  const found = (severity: ProgramFinding['severity'], text: string): ProgramFinding => ({
    severity,
    name,
    text,
  });
  if (voc === 'foreign') return [found('error', 'is another item in VOC, which takes precedence')];
  switch (source) {
    case 'missing':
      return [found(program.kind === 'example' ? 'note' : 'warning', `is not in ${SOURCE_FILE}`)];
    case 'foreign':
      return [found('warning', `in ${SOURCE_FILE} is a program that we did not write`)];
    case 'edited':
      return [found('note', `in ${SOURCE_FILE} was changed after it was installed`)];
    case 'older':
      return [found('warning', `in ${SOURCE_FILE} is from an older version`)];
    case 'newer':
      return [found('warning', `in ${SOURCE_FILE} is from a newer version than this hal-listener`)];
    case 'current':
      if (object !== 'current') return [found('error', 'is not compiled, or not from this source')];
      if (entry === 'missing') return [found('error', 'is not catalogued')];
      if (entry !== 'current') return [found('error', 'is catalogued from another source')];
      return [found('warning', 'is not in VOC, so QM does not find it typed in capitals at a terminal')];
  }
}
