import { z } from 'zod';

/** What starts the listener automatically, as the panel shows and changes it. */

const AUTOSTART = z.object({
  /** As `hal-listener autostart` names it. */
  kind: z.string().max(40),
  /** When it starts, in words. */
  when: z.string(),
  /** As read from the system. `disabled`: it exists and starts nothing. */
  state: z.enum(['installed', 'absent', 'disabled', 'unknown']),
  /** Where the entry is: a file, or a key of the registry. */
  place: z.string(),
  /** What it starts; only if installed. */
  command: z.string().optional(),
  /** Why it is disabled or unknown. */
  reason: z.string().optional(),
});

export type AutostartView = Readonly<z.infer<typeof AUTOSTART>>;

const AUTOSTARTS = z.array(AUTOSTART).readonly();

/** Calls of the panel about autostart, which the product's program answers. */
export const AUTOSTART_CALLS = {
  /** Every kind of this machine. */
  autostarts: { params: z.object({}), result: z.object({ autostarts: AUTOSTARTS }) },
  /** Installs one kind with the settings in force, or removes it, and reads all back. */
  'autostart-set': {
    params: z.object({ kind: z.string().min(1).max(40), on: z.boolean() }),
    result: z.object({ message: z.string(), autostarts: AUTOSTARTS }),
  },
} as const;
