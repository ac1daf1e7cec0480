import { z } from 'zod';

/** Every way in which a call of the panel fails. */
export const PANEL_ERROR_CODES = [
  'BAD_REQUEST',
  'UNKNOWN_CALL',
  'NOT_RUNNING',
  'NO_ANSWER',
  'NOT_FOUND',
  'REFUSED',
  'NOT_ALLOWED',
  'START_FAILED',
  'STOP_FAILED',
  'NO_LOG',
  'BAD_PATTERN',
  'TOO_SLOW',
  'CANCELLED',
  'NOT_CONNECTED',
  'FAILED',
] as const;

export type PanelErrorCode = (typeof PANEL_ERROR_CODES)[number];

/** The one form in which an error reaches the panel. A newer program may send codes that this one does not know. */
export const PANEL_ERROR = z.object({ code: z.string(), message: z.string(), advice: z.string() });

export type PanelErrorFrame = z.infer<typeof PANEL_ERROR>;
