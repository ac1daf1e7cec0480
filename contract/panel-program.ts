import { z } from 'zod';
import { AUTOSTART_CALLS } from './panel-autostart.ts';
import { DIAGNOSTICS_CALLS } from './panel-diagnostics.ts';
import { INTENTS_CALLS } from './panel-intents.ts';
import { QM_CALLS } from './panel-qm.ts';
import { SETTINGS_CALLS } from './panel-settings.ts';
import { SETUP_CALLS } from './panel-setup.ts';
import type { Params, Result } from './rpc.ts';

/**
 * Calls of the panel that the product's own program answers, as its commands do: `hal-listener from-panel CALL` reads the
 * parameters as JSON from its standard input, and writes one JSON object a line: progress, at last an answer. So panel
 * and tray do what the commands do, by the same code, and what hangs can be ended.
 */
export const PROGRAM_CALLS = {
  ...SETTINGS_CALLS,
  ...INTENTS_CALLS,
  ...AUTOSTART_CALLS,
  ...QM_CALLS,
  ...DIAGNOSTICS_CALLS,
  ...SETUP_CALLS,
} as const;

export type ProgramCall = keyof typeof PROGRAM_CALLS;
export type ProgramParams<C extends ProgramCall> = Params<typeof PROGRAM_CALLS, C>;
export type ProgramResult<C extends ProgramCall> = Result<typeof PROGRAM_CALLS, C>;

export const PROGRAM_CALL_NAMES = Object.keys(PROGRAM_CALLS) as readonly ProgramCall[];

/** A line of its output. */
export const PROGRAM_LINE = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: z.unknown() }),
  z.object({ kind: z.literal('error'), message: z.string(), advice: z.string().optional() }),
  z.object({ kind: z.literal('ok'), ok: z.unknown() }),
]);

export type ProgramLine = Readonly<z.infer<typeof PROGRAM_LINE>>;
