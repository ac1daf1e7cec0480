import { z } from 'zod';
import { readForm } from './file-form.ts';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';
import { START_FLAGS } from './start-flags.ts';

/** Name of an environment variable, for example `WEBSOCKET_PORT`. */
const variable = z.string().regex(/^[A-Z][A-Z_]{1,60}$/);

export const MAX_PROFILE_FILES = 10;

/**
 * Settings of a listener besides its flags that its replacement must not run without. Stored in the registration
 * and in `run/desired.json`; contains no secret.
 */
export const RUN_PROFILE = z.object({
  /** Settings from its environment, by variable; paths are absolute. */
  environment: z.record(variable, z.string().max(4_096)),
  /** A keyed fingerprint of each secret that only its environment had, by variable: see lib/keyed-hashes.ts. */
  secrets: z.record(variable, z.string().regex(/^[0-9a-f]{64}$/)),
  /** Its configuration files, absolute. */
  files: z.array(z.string().max(4_096)).max(MAX_PROFILE_FILES),
  /** Whether clients need a token. */
  token: z.boolean(),
  tls: z.boolean(),
  /** The address it is bound to; absent for all addresses. */
  host: z.string().max(255).optional(),
  /** For example `embedded` or `pipe`. */
  driver: z.string().max(40),
  /** Whether it serves example data. */
  example: z.boolean(),
});

export type RunProfile = Readonly<z.infer<typeof RUN_PROFILE>>;

/** Version of the file format; files of other versions are listed and left unchanged. */
export const REGISTRATION_FORM = 1;

/**
 * `run/<User No.>.json`: written by a listener once its ports are open. Only trusted if it responds on its control
 * channel.
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
  /** The file of its standard output and error, if one of our supervisors started it. */
  output: z.string().max(1_000).optional(),
  /** Milliseconds since the epoch. */
  registeredAt: z.number(),
  flags: START_FLAGS.default({}),
  /** Names, never values, of the environment variables that set it: whoever restarts it may not have them. */
  environment: z.array(z.string().max(100)).default([]),
  /** Every bound address and port; absent in registrations of older versions. */
  listening: z.array(z.object({ host: z.string().max(255), port: z.number().int() })).optional(),
  /** How long a stop may wait for pending queries, ms. */
  drainMs: z.number().int().nonnegative().optional(),
  /** Absent in registrations of older versions. */
  profile: RUN_PROFILE.optional().catch(undefined),
});

export type Registration = z.infer<typeof REGISTRATION>;

export type ReadRegistration =
  | { readonly kind: 'ours'; readonly registration: Registration }
  /** Written by a newer version of the product. */
  | { readonly kind: 'other-form'; readonly form: number }
  /** Empty, incomplete, or no registration at all. */
  | { readonly kind: 'garbage' };

/** Parses a registration file; never throws. */
export function readRegistration(text: string): ReadRegistration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'garbage' };
  }
  const read = readForm(value, { current: REGISTRATION_FORM });
  if (read.kind === 'newer') return { kind: 'other-form', form: read.form };
  const ours = REGISTRATION.safeParse(read.value);
  return ours.success ? { kind: 'ours', registration: ours.data } : { kind: 'garbage' };
}

/** The lowest number of phantoms that QM did not number: QM's own user numbers are smaller. */
export const FIRST_USER_NO = 10_001;

/** The lowest free number from 10001 up. */
export function lowestFreeUserNo(taken: Iterable<number>): number {
  const numbers = new Set(taken);
  let userNo = FIRST_USER_NO;
  while (numbers.has(userNo)) userNo += 1;
  return userNo;
}
