import { z } from 'zod';
import { QM_WAYS } from './panel-qm.ts';
import { SETTING_EDITS } from './panel-settings.ts';

/** Calls of the panel about the first run, which the product's program answers. */
export const SETUP_CALLS = {
  /** Tries every way to QM as if these settings were saved, and changes nothing; each result is told as progress. */
  'setup-test': { params: z.object({ edits: SETTING_EDITS }), result: QM_WAYS },
} as const;
