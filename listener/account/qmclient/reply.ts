/** server_error, by its number on the wire (QMClient spec §1.3). */
export const SERVER_ERRORS = ['ok', 'on-error', 'else', 'error', 'locked', 'prompt'] as const;

export type ServerError = (typeof SERVER_ERRORS)[number];

/** One answer. */
export interface Reply {
  readonly serverError: ServerError;
  /** STATUS(); for an execute @SYSTEM.RETURN.CODE; beside `ok` otherwise stale. For `locked` the holder. */
  readonly status: number;
  readonly body: Buffer;
}
