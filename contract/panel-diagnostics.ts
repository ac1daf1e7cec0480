import { z } from 'zod';

/** Checks, the bundle for a bug report, backup and restore, as the panel shows them. */

/** How a check or a finding ends, from the best. `unknown`: the check could not be made. */
export const DIAGNOSE_RESULTS = ['ok', 'unknown', 'warning', 'problem'] as const;

const result = z.enum(DIAGNOSE_RESULTS);
const file = z.string().min(1).max(1_024);
const number = z.number().int().positive();

const FINDING = z.object({
  result,
  text: z.string(),
  advice: z.string().optional(),
  /** Asks whether to make a safe repair; absent where there is none. */
  fix: z.string().optional(),
});

const CHECK = z.object({
  number,
  id: z.string(),
  title: z.string(),
  result,
  /** How long it took. */
  ms: z.number().int().nonnegative(),
  findings: z.array(FINDING).readonly(),
});

export type CheckView = Readonly<z.infer<typeof CHECK>>;

/** What `diagnose` and `diagnose-bundle` tell while they run. */
export const DIAGNOSE_PROGRESS = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('plan'), titles: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('begin'), number }),
  z.object({ kind: z.literal('end'), check: CHECK }),
]);

export type DiagnoseProgress = Readonly<z.infer<typeof DIAGNOSE_PROGRESS>>;

/** A file to be saved by the browser. */
const DOWNLOAD = z.object({
  name: z.string().max(200),
  /** Base64. */
  content: z.string(),
  /** About the content, in one line. */
  message: z.string(),
});

const CHECKED_BACKUP = z.object({
  file: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  version: z.string(),
  /** What a restore replaces. */
  parts: z.array(z.string()).readonly(),
  notes: z.array(z.string()).readonly(),
});

export type CheckedBackupView = Readonly<z.infer<typeof CHECKED_BACKUP>>;

/** Calls of the panel about diagnostics, which the product's program answers. */
export const DIAGNOSTICS_CALLS = {
  /** Makes every check, and tells each as it ends. */
  diagnose: { params: z.object({}), result: z.object({ checks: z.array(CHECK).readonly() }) },
  /** Makes a repair that a check has offered, in the words it was offered in, and the check again. */
  'diagnose-fix': {
    params: z.object({ id: z.string().min(1).max(64), fix: z.string().min(1).max(1_000) }),
    result: z.object({ message: z.string(), check: CHECK }),
  },
  /** Makes every check and packs what a bug report needs, masked. */
  'diagnose-bundle': { params: z.object({}), result: DOWNLOAD },
  /** Saves a backup without secrets in a file or folder of the listener's machine, or for the browser. */
  backup: {
    params: z.object({ target: file.optional(), withSessions: z.boolean() }),
    result: z.object({ message: z.string(), download: DOWNLOAD.optional() }),
  },
  /** Checks all of a backup, and changes nothing. */
  'restore-check': { params: z.object({ file }), result: CHECKED_BACKUP },
  restore: {
    params: z.object({ file }),
    result: z.object({ message: z.string(), notes: z.array(z.string()).readonly() }),
  },
} as const;
