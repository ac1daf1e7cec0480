import { z } from 'zod';
import { ACCOUNT_STATE } from './status.ts';

/** The output of `hal-listener account ... --json`, as that of every command (`command-json.ts`). */

/** `account status --json`, and what other commands say of the account. */
export const ACCOUNT_JSON = z.strictObject(ACCOUNT_STATE.shape);

/** `account probe --json`. */
const ACCOUNT_PROBE_JSON = z.strictObject({
  /** The driver to use; null if none works. */
  use: z.string().nullable(),
  results: z.array(
    z.strictObject({
      driver: z.string(),
      works: z.boolean(),
      text: z.string(),
      advice: z.string().optional(),
    }),
  ),
});

const severity = z.enum(['error', 'warning', 'note']);

/** `account check --json`. */
const ACCOUNT_CHECK_JSON = z.strictObject({
  /** No errors and no warnings. */
  good: z.boolean(),
  findings: z.array(
    z.strictObject({
      severity,
      kind: z.string(),
      file: z.string(),
      field: z.string().optional(),
      text: z.string(),
    }),
  ),
  /** Dictionary items that `account install --dictionaries` would add. */
  missing: z.array(z.strictObject({ file: z.string(), name: z.string(), item: z.array(z.string()) })),
  programs: z.array(z.strictObject({ severity, name: z.string(), text: z.string() })),
});

/** `account users --json`. */
const ACCOUNT_USERS_JSON = z.array(
  z.strictObject({
    userNo: z.number().int(),
    pid: z.number().int(),
    parent: z.number().int().optional(),
    /** As printed by QM, without a year and in QM's time zone: `23 Nov 05:06`. */
    since: z.string(),
    origin: z.string(),
    self: z.boolean(),
  }),
);

/** `account locks --json`. */
const ACCOUNT_LOCKS_JSON = z.array(
  z.strictObject({ userNo: z.number().int(), file: z.string(), type: z.string(), id: z.string() }),
);

/** `account exec --json`. Value marks in `output` are U+00FD. */
const ACCOUNT_EXEC_JSON = z.strictObject({ output: z.string(), status: z.number().int() });

/** By command. */
export const ACCOUNT_COMMAND_JSON = {
  'account status': ACCOUNT_JSON,
  'account probe': ACCOUNT_PROBE_JSON,
  'account check': ACCOUNT_CHECK_JSON,
  'account users': ACCOUNT_USERS_JSON,
  'account locks': ACCOUNT_LOCKS_JSON,
  'account exec': ACCOUNT_EXEC_JSON,
} as const;
