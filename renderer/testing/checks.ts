import type { CheckView } from '../../contract/panel-diagnostics.ts';

export function checkView(
  number: number,
  result: CheckView['result'],
  change: Partial<CheckView> = {},
): CheckView {
  const [id, title] = [`check-${number}`, `Check ${number}`];
  return {
    number,
    id,
    title,
    result,
    ms: 3,
    findings: [{ result, text: `finding of ${number}` }],
    ...change,
  };
}

/** One of each result, with and without advice and repair. */
export const CHECKS: readonly CheckView[] = [
  checkView(1, 'ok', { title: 'Versions' }),
  checkView(2, 'problem', {
    title: 'Home folder',
    findings: [
      {
        result: 'problem',
        text: `Other users of this machine can read /var/lib/${'a-long-name-'.repeat(8)}`,
        advice: 'Close it: "hal-listener diagnose --fix"',
        fix: 'Close the folder to other users?',
      },
    ],
  }),
  checkView(3, 'warning', { title: 'Protection' }),
  checkView(4, 'unknown', { title: 'QM seats', ms: 1_755 }),
];
