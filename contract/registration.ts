import { z } from 'zod';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';
import { RUN_PROFILE } from './run-profile.ts';
import { START_FLAGS } from './start-flags.ts';

/** The form of the file; a file of another form is listed as such, and left alone. */
export const REGISTRATION_FORM = 1;

/**
 * `run/<User No.>.json`: what a listener says of itself once its ports are open. Never trusted without an answer
 * on its control channel.
 */
export const REGISTRATION = z.object({
  form: z.literal(REGISTRATION_FORM),
  userNo: z.number().int().positive(),
  pid: z.number().int().positive(),
  /** See lib/process-start.ts. */
  processStart: z.string().min(1).max(200),
  origin: z.enum(PHANTOM_ORIGINS),
  /** The first is the configured port, the others are for older clients. */
  ports: z.array(z.number().int().min(1).max(65_535)).min(1),
  account: z.string(),
  version: z.string(),
  /** Socket path or pipe name of the control channel. */
  endpoint: z.string().min(1).max(400),
  /** The file its standard output and error go to, where a supervisor of ours started it. */
  output: z.string().max(1_000).optional(),
  /** Milliseconds since the epoch. */
  registeredAt: z.number(),
  flags: START_FLAGS.default({}),
  /** Names of the environment variables that set it, never their values: whoever restarts it may not have them. */
  environment: z.array(z.string().max(100)).default([]),
  /** Every address and port it has bound; absent in a registration of an older version. */
  listening: z.array(z.object({ host: z.string().max(255), port: z.number().int() })).optional(),
  /** How long a stop lets it answer what was asked, ms. */
  drainMs: z.number().int().nonnegative().optional(),
  /** Absent in a registration of an older version. */
  profile: RUN_PROFILE.optional().catch(undefined),
});

export type Registration = z.infer<typeof REGISTRATION>;

export type ReadRegistration =
  | { readonly kind: 'ours'; readonly registration: Registration }
  /** Written by a version of the product that this one does not know. */
  | { readonly kind: 'other-form'; readonly form: number }
  /** Empty, half written, or no registration at all. */
  | { readonly kind: 'garbage' };

const FORM = z.object({ form: z.number() });

/** Reads the text of a registration file; never throws. */
export function readRegistration(text: string): ReadRegistration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'garbage' };
  }
  const ours = REGISTRATION.safeParse(value);
  if (ours.success) return { kind: 'ours', registration: ours.data };
  const form = FORM.safeParse(value);
  return form.success && form.data.form !== REGISTRATION_FORM
    ? { kind: 'other-form', form: form.data.form }
    : { kind: 'garbage' };
}
