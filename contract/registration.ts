import { z } from 'zod';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';
import { START_FLAGS } from './start-flags.ts';

/** The name of an environment variable, as `WEBSOCKET_PORT`. */
const variable = z.string().regex(/^[A-Z][A-Z_]{1,60}$/);

export const MAX_PROFILE_FILES = 10;

/**
 * What a listener runs with beside its flags, as far as its successor must not run with less. It is kept in the
 * registration and in `run/desired.json`, and holds no secret.
 */
export const RUN_PROFILE = z.object({
  /** The settings that its environment gave, by variable; paths are absolute. */
  environment: z.record(variable, z.string().max(4_096)),
  /** A keyed fingerprint of each secret that only its environment had, by variable: see lib/keyed-hashes.ts. */
  secrets: z.record(variable, z.string().regex(/^[0-9a-f]{64}$/)),
  /** The configuration files it runs with, absolute. */
  files: z.array(z.string().max(4_096)).max(MAX_PROFILE_FILES),
  /** Whether clients must bring a token. */
  token: z.boolean(),
  tls: z.boolean(),
  /** The address it was told to bind; absent for every one. */
  host: z.string().max(255).optional(),
  /** As `embedded` or `pipe`. */
  driver: z.string().max(40),
  /** Whether it answers from the invented example records. */
  example: z.boolean(),
});

export type RunProfile = Readonly<z.infer<typeof RUN_PROFILE>>;

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
  /** See lib/processes.ts. */
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

/** The first number of phantoms that QM did not number: QM's own user numbers stay below. */
export const FIRST_USER_NO = 10_001;

/** The lowest number from 10001 up that is not taken. */
export function lowestFreeUserNo(taken: Iterable<number>): number {
  const numbers = new Set(taken);
  let userNo = FIRST_USER_NO;
  while (numbers.has(userNo)) userNo += 1;
  return userNo;
}
