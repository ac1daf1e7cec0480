import { z } from 'zod';

/** What other programs read of `hal-listener config --json`: the listener says itself what it would run with. */
export const CONFIG_JSON = z.object({
  settings: z.array(
    z.object({
      name: z.string(),
      value: z.unknown(),
      source: z.object({
        kind: z.enum(['default', 'qmconfig', 'file', 'environment', 'flag']),
        key: z.string().optional(),
      }),
    }),
  ),
});
