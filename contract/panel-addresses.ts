import { z } from 'zod';

/** Where clients reach the running listener, the most useful first. */

const MAX_ADDRESSES = 50;

const ADDRESS = z.object({
  /** For example `ws://192.0.2.7:8768`. */
  url: z.string().max(300),
  /** `network`: other machines may reach it. `machine`: this one only. */
  reach: z.enum(['network', 'machine']),
  /** Its network interface, or what the name is, for example `eth0` or `name of this machine`. */
  via: z.string().max(100),
});

export type ClientAddress = Readonly<z.infer<typeof ADDRESS>>;

export const ADDRESS_CALLS = {
  addresses: {
    params: z.object({}),
    result: z.object({ addresses: z.array(ADDRESS).max(MAX_ADDRESSES).readonly() }),
  },
} as const;
