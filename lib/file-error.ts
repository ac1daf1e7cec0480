/**
 * Why a file cannot be used, for people. `code` is Node's (ENOENT, EACCES ...) or one of ours: `NOT_A_FILE`, `TOO_LARGE`,
 * `NOT_TEXT`. The message names the file and the reason.
 */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code: string;
  readonly file: string;
  /** The reason without the file's name, for example `it is a folder (EISDIR)`. */
  readonly reason: string;

  constructor(file: string, code: string, description: string, options?: ErrorOptions) {
    const reason = `${description} (${code})`;
    super(`${file} cannot be read: ${reason}`, options);
    this.file = file;
    this.code = code;
    this.reason = reason;
  }
}

/** Converts an error of Node's about a file to a `FileError`. */
export function toFileError(file: string, error: unknown): FileError {
  if (error instanceof FileError) return error;
  const code = errnoOf(error) ?? 'unknown error';
  return new FileError(file, code, REASONS[code] ?? 'it cannot be opened', { cause: error });
}

/** Why a file cannot be used, without its name; accepts Node's errors too. */
export function fileErrorReason(error: unknown): string {
  return toFileError('', error).reason;
}

/** Whether an error means that there is no such file. */
export function isAbsent(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT';
}

/** Errors of a failing disk, an unreachable share or a lack of resources, rather than of the file. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'EBUSY',
  'EAGAIN',
  'EINTR',
  'ESTALE',
  'ETIMEDOUT',
]);

/** Whether an error, or its cause, is transient: the same operation may succeed later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return TRANSIENT_CODES.has(errnoOf(error) ?? '') || isTransient(error.cause);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'part of its path is not a folder',
  EACCES: 'permission denied',
  EIO: 'disk error',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link that leads back to itself',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program is using it',
  EMFILE: 'this process has too many files open',
  ENFILE: 'the system has too many files open',
  ENXIO: 'it is a device or a socket, not a file',
};

/** The code of a Node system error, for example `ENOENT`; undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
