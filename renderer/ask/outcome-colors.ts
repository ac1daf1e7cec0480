import type { AskedOutcome } from '../../wording/asked.ts';

/** Of the badge that says how a question ended. */
export const OUTCOME_COLORS: Readonly<
  Record<AskedOutcome, 'success' | 'warning' | 'danger' | 'informative'>
> = {
  answered: 'success',
  partly: 'warning',
  declined: 'warning',
  refused: 'warning',
  failed: 'danger',
};
