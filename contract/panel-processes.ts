import { z } from 'zod';
import { PHANTOM_ORIGINS } from './phantom-origins.ts';

/** Every phantom that the panel's user may see, and who has the port. Times are milliseconds since the epoch. */

const MAX_PHANTOMS = 1_000;

const PHANTOM = z.object({
  userNo: z.number().int().positive(),
  pid: z.number().int().positive(),
  ports: z.array(z.number().int()).readonly(),
  origin: z.enum(PHANTOM_ORIGINS),
  account: z.string(),
  version: z.string(),
  /** `hung`: its process runs and does not answer. `refuses`: another version, or its key is not ours. */
  condition: z.enum(['running', 'draining', 'hung', 'refuses']),
  /** Why it does not answer. */
  why: z.string().optional(),
  /** Since when the process runs; absent if it cannot be seen. */
  since: z.number().optional(),
  /** The user of the operating system; absent if it cannot be seen. */
  user: z.string().optional(),
  clients: z.object({ open: z.number(), max: z.number() }).optional(),
  /** Percent of one core and bytes, over its last second; absent if it does not answer. */
  load: z.object({ cpu: z.number(), rss: z.number() }).optional(),
  /** Who restarts it. */
  owner: z.string().optional(),
});

export type PhantomView = Readonly<z.infer<typeof PHANTOM>>;

/** A text of another home or user, which may be anything. */
const foreignText = z.string().max(500);

/** A phantom of another home. Process, times and figures are the operating system's; the rest is as its home says. */
const OTHER_PHANTOM = z.object({
  pid: z.number().int().positive(),
  /** Distinguishes it from a later process with the same PID: see lib/processes.ts. */
  start: z.string().max(200),
  /** Its folder; absent if this user cannot see it. */
  home: foreignText.optional(),
  user: foreignText.optional(),
  userNo: z.number().int().positive().optional(),
  origin: z.enum(PHANTOM_ORIGINS).optional(),
  account: foreignText.optional(),
  version: foreignText.optional(),
  /** `unknown`: it cannot be asked. */
  condition: z.enum(['running', 'draining', 'unknown']),
  /** Why it cannot be asked. */
  why: foreignText.optional(),
  /** Absent if this user cannot see them. */
  ports: z.array(z.number().int()).readonly().optional(),
  since: z.number().optional(),
  clients: z.object({ open: z.number(), max: z.number() }).optional(),
  /** Percent of one core since the look before; absent at the first. */
  cpu: z.number().optional(),
  /** Bytes. */
  rss: z.number().optional(),
});

export type OtherPhantom = Readonly<z.infer<typeof OTHER_PHANTOM>>;

const PROCESSES = z.object({
  phantoms: z.array(PHANTOM).max(MAX_PHANTOMS).readonly(),
  /** Registrations of another version of the product. */
  unknown: z.array(z.object({ userNo: z.number().int(), form: z.number().int() })).readonly(),
  /** Why this user cannot see what runs in this home; absent if it can. */
  hidden: z.string().optional(),
  others: z.array(OTHER_PHANTOM).max(MAX_PHANTOMS).readonly(),
  /** Why there may be more phantoms of other homes; absent if these are all that this user may see. */
  othersIncomplete: foreignText.optional(),
  /** The configured port and who has it. */
  port: z.object({
    port: z.number().int(),
    /** `phantom`: one of those listed. `other`: any other program. */
    state: z.enum(['phantom', 'free', 'other']),
    /** The description of another program. */
    owner: z.string().optional(),
    pid: z.number().int().positive().optional(),
    /** Whether the panel may offer to stop that program. */
    canStop: z.boolean(),
  }),
});

export type Processes = Readonly<z.infer<typeof PROCESSES>>;

const MAX_ENDED_PER_CALL = 100;

export const PROCESS_CALLS = {
  processes: { params: z.object({}), result: PROCESSES },
  /** Ends phantoms one after the other; a cancel leaves the rest alone. STOP_FAILED says which were not ended. */
  'end-phantoms': {
    params: z.object({ userNos: z.array(z.number().int().positive()).min(1).max(MAX_ENDED_PER_CALL) }),
    result: z.object({ message: z.string() }),
  },
  /** Ends a phantom of another home, if it is still the process that the operator saw. */
  'end-other-phantom': {
    params: z.object({ pid: z.number().int().positive(), start: z.string().min(1).max(200) }),
    result: z.object({ message: z.string() }),
  },
} as const;
