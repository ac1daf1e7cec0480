import type { z } from 'zod';

/** Told to the page while a call is answered. */
export interface BridgeContext {
  readonly onProgress: (progress: unknown) => void;
}

/** What answers each call of a table. */
export type BridgeCalls<T extends Readonly<Record<string, { params: z.ZodType; result: z.ZodType }>>> = {
  readonly [C in keyof T]: (
    params: z.infer<T[C]['params']>,
    context: BridgeContext,
  ) => z.infer<T[C]['result']> | Promise<z.infer<T[C]['result']>>;
};
