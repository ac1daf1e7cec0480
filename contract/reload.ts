import { z } from 'zod';

const line = z.string().max(4_000);

/** What became of a reload. Settings stand by their names, as `logLevel`; beside them `certificate` and `intents`. */
export const RELOAD_REPORT = z.object({
  /** In force from now on. */
  changed: z.array(line).readonly(),
  /** Changed in the configuration, and in force after a restart. */
  restart: z.array(line).readonly(),
  /** What was bad and stays as it was. */
  problems: z.array(line).readonly(),
});

export type ReloadReport = z.infer<typeof RELOAD_REPORT>;
