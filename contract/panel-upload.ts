import { z } from 'zod';

/** A file of the browser's machine for the listener's: in parts, since a frame is of bounded size. */

/** Backups are smaller; whoever has a larger one copies it and names its path. */
export const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;
/** Bytes of a part. */
export const UPLOAD_PART_BYTES = 384 * 1024;

/** What `upload` tells once the file is open. */
export const UPLOAD_OPENED = z.object({
  id: z.string().min(1).max(64),
  /** Its path on the listener's machine, for the calls that take one. */
  file: z.string(),
});

export const UPLOAD_CALLS = {
  /** Lasts as long as the file is wanted: when the page cancels it or leaves, the file is deleted. */
  upload: {
    params: z.object({ bytes: z.number().int().min(1).max(MAX_UPLOAD_BYTES) }),
    result: z.object({}),
  },
  /** `at`: how many bytes were sent before. */
  'upload-part': {
    params: z.object({
      id: UPLOAD_OPENED.shape.id,
      at: z.number().int().min(0).max(MAX_UPLOAD_BYTES),
      /** Base64. */
      content: z
        .string()
        .min(1)
        .max(Math.ceil(UPLOAD_PART_BYTES / 3) * 4),
    }),
    /** Bytes that are written. */
    result: z.object({ received: z.number().int() }),
  },
} as const;
