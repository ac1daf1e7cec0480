import { existsSync } from 'node:fs';
import path from 'node:path';
import { type FoundAutostart, findAutostarts } from '../../../supervisor/autostart/find-autostarts.ts';
import { isQmHere } from '../../seats.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const NONE: Problem = {
  severity: 'warning',
  symptom: 'Nothing starts the listener with the machine',
  advice:
    'As an administrator: `hal-listener autostart install task` (Windows) or `hal-listener autostart install systemd` (Linux)',
};
const DISABLED: Problem = {
  severity: 'problem',
  symptom: 'An autostart entry exists, but starts nothing',
  advice: 'Install it again: `hal-listener autostart install KIND`',
};
const GONE: Problem = {
  severity: 'problem',
  symptom: 'An autostart entry starts a program that is not there any more',
  advice: 'Install it again, with the program where it is now: `hal-listener autostart install KIND`',
};
const SEVERAL: Problem = {
  severity: 'warning',
  symptom: 'Several autostart entries start the listener',
  advice: 'One is enough, and the others wait for it. Remove them: `hal-listener autostart remove KIND`',
};

/** What this machine has; QM's only where QM runs on it. */
export async function readAutostarts({ options, config }: Diagnosis): Promise<readonly FoundAutostart[]> {
  const all = await findAutostarts(options.autostart);
  return all.filter(({ kind }) => kind !== 'qm' || isQmHere(config));
}

/** What starts the listener automatically, and whether it can. */
export const autostartCheck: Check = {
  id: 'autostart',
  title: 'Autostart',
  problems: [NONE, DISABLED, GONE, SEVERAL],
  async run(diagnosis) {
    const entries = await readAutostarts(diagnosis);
    const findings = entries.flatMap((entry) => judge(entry));
    const installed = entries.filter(({ state }) => state.kind === 'installed');
    const isUncertain = entries.some(({ state }) => state.kind !== 'absent' && state.kind !== 'installed');
    if (installed.length === 0 && !isUncertain) return [found(NONE)];
    const kinds = installed.map(({ kind }) => kind).join(', ');
    return [
      ...findings,
      ...(installed.length > 1 ? [found(SEVERAL, kinds)] : []),
      ...(findings.length === 0 && installed.length === 1 ? [ok(kinds)] : []),
    ];
  },
};

function judge({ kind, place, state }: FoundAutostart): readonly Finding[] {
  switch (state.kind) {
    case 'absent':
      return [];
    case 'idle':
      return [
        found(DISABLED, `${kind} (${place}): ${state.why}`, {
          advice: DISABLED.advice.replace('KIND', kind),
        }),
      ];
    case 'unknown':
      // QM's says itself what is missing.
      return [
        unknown(
          `${kind} (${place}): ${state.why}`,
          kind === 'qm' ? undefined : 'Run this as an administrator.',
        ),
      ];
    case 'installed': {
      const { program, args } = state.entry;
      const [script] = args;
      const missing = [program, ...(script?.endsWith('.cjs') ? [script] : [])].find(
        (file) => (path.isAbsolute(file) || path.win32.isAbsolute(file)) && !existsSync(file),
      );
      if (missing === undefined) return [];
      return [found(GONE, `${kind}: ${missing}`, { advice: GONE.advice.replace('KIND', kind) })];
    }
  }
}
