import { z } from 'zod';

/**
 * What listeners that share a session store tell each other about themselves. Whatever else is found in the store is no
 * listener.
 */

/** Longest name of a host, and of everything else that is shown. */
const text = z.string().min(1).max(255);
const count = z.number().int().nonnegative().max(1_000_000);

/** The heartbeat of a listener, as it stands in the store. No times: its clock may differ. */
export const FLEET_MEMBER = z.object({
  id: z.string().regex(/^[0-9a-f]{12}\.\d{1,9}\.[0-9a-f]{8}$/),
  host: text,
  port: z.number().int().min(1).max(65_535),
  pid: z.number().int().positive(),
  version: text,
  /** `degraded`: the account does not answer. */
  state: z.enum(['running', 'degraded', 'draining', 'drained', 'stopping']),
  uptimeMs: z.number().nonnegative(),
  clients: z.object({ open: count, max: count }),
  /** QM sessions in use and their limit; absent for an account without any. */
  seats: z.object({ used: count, limit: count }).optional(),
  /** Seats that all listeners may have, if they are counted. */
  seatsTotal: count.optional(),
});

export type FleetMember = Readonly<z.infer<typeof FLEET_MEMBER>>;

const SEEN_MEMBER = FLEET_MEMBER.extend({
  /** Milliseconds since its last heartbeat, by the store's clock. */
  silentMs: z.number().nonnegative(),
});

/** A listener as another one sees it. */
export type SeenMember = Readonly<z.infer<typeof SEEN_MEMBER>>;

/** More listeners are not looked at. */
export const MAX_MEMBERS = 1_000;

/** The listeners that share a session store, as one of them sees them. */
export const SEEN_FLEET = z.object({
  /** By host and port. */
  members: z.array(SEEN_MEMBER).max(MAX_MEMBERS).readonly(),
  /** Entries that are no heartbeat of a listener that this version knows. */
  unreadable: count,
  /** Leases on QM seats of all listeners. */
  seatsInUse: count,
});

export type SeenFleet = Readonly<z.infer<typeof SEEN_FLEET>>;

/** `fleet --json`. */
export const FLEET_JSON = z.strictObject({
  /** The session store; absent if none is configured. */
  store: z.string().optional(),
  listeners: z.array(
    z.strictObject({
      ...FLEET_MEMBER.shape,
      /** `silent`: no heartbeat for 15 s; the other fields are from the last one. */
      state: z.enum([...FLEET_MEMBER.shape.state.options, 'silent']),
      /** Age of the last heartbeat, ms. */
      seenMs: z.number(),
    }),
  ),
  /** QM seats that all listeners have leased; absent if the store cannot be used. */
  seatsInUse: z.number().optional(),
  /** Entries of the store that are no listener this version knows. */
  unreadable: z.number(),
  /** Why the store cannot be used, or that there is none. */
  reason: z.string().optional(),
});

export type FleetJson = Readonly<z.infer<typeof FLEET_JSON>>;

/** How often a listener writes its heartbeat, give or take a fifth. */
export const HEARTBEAT_INTERVAL_MS = 5_000;
/** A listener that has been silent for longer is not counted as there. */
export const STALE_MS = 15_000;
/** After this, nothing is left of it. */
export const FORGOTTEN_MS = 600_000;
