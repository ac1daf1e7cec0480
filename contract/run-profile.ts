import { z } from 'zod';

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
  /** A keyed fingerprint of each secret that only its environment had, by variable: see lib/secret-fingerprint.ts. */
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
