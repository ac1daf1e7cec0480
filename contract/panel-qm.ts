import { z } from 'zod';

/** QM as the panel shows and changes it. All of it is asked of the product's program, which opens a session of its own. */

const MAX_LISTED = 2_000;
const text = z.string().max(4_000);

/** One way to reach QM. */
const WAY = z.object({
  driver: z.string().max(40),
  works: z.boolean(),
  text,
  /** What to set or do where it does not work. */
  advice: text.optional(),
});

export type QmWay = Readonly<z.infer<typeof WAY>>;

const FINDING = z.object({ severity: z.enum(['error', 'warning', 'note']), name: text, text });

export type QmFinding = Readonly<z.infer<typeof FINDING>>;

const VIEW = z.object({
  driver: z.string().max(40),
  name: z.string().max(200),
  users: z
    .array(
      z.object({
        userNo: z.number().int(),
        pid: z.number().int(),
        /** As QM prints it, in its time zone. */
        since: text,
        origin: text,
        /** The session that asked. */
        self: z.boolean(),
      }),
    )
    .max(MAX_LISTED)
    .readonly(),
  locks: z
    .array(z.object({ userNo: z.number().int(), type: text, file: text, id: text }))
    .max(MAX_LISTED)
    .readonly(),
  /** What is wrong with our QM commands; absent for an account without QM. */
  programs: z.array(FINDING).max(MAX_LISTED).readonly().optional(),
  /** What the dictionaries lack. */
  dictionaries: z.array(FINDING).max(MAX_LISTED).readonly(),
  /** Dictionary items that can be added. */
  missingItems: z.number().int().nonnegative(),
});

export type QmView = Readonly<z.infer<typeof VIEW>>;

/** Every way, and the best that works; null if none does. */
export const QM_WAYS = z.object({
  use: z.string().max(40).nullable(),
  ways: z.array(WAY).max(20).readonly(),
});

const nothing = z.object({});
const CHANGED = z.object({ message: z.string() });

export const QM_CALLS = {
  /** Tries every way, the best first; each result is told as progress. */
  'qm-probe': { params: nothing, result: QM_WAYS },
  'qm-look': { params: nothing, result: VIEW },
  'qm-install': {
    /** `replace`: programs of others of the same names too, of which copies are kept. */
    params: z.object({ dictionaries: z.boolean(), replace: z.boolean() }),
    result: CHANGED,
  },
  'qm-remove': { params: nothing, result: CHANGED },
} as const;

/** A progress report of `qm-probe`. */
export const QM_PROBE_PROGRESS = WAY;
