import { constants } from 'node:os';

const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'address already in use',
  EAGAIN: 'resource temporarily unavailable',
  EADDRNOTAVAIL: 'address not available',
  EBADF: 'bad file descriptor',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  EEXIST: 'file already exists',
  EINVAL: 'invalid argument',
  EIO: 'i/o error',
  EISDIR: 'illegal operation on a directory',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  ENOTEMPTY: 'directory not empty',
  ENOTSOCK: 'socket operation on non-socket',
  EPERM: 'operation not permitted',
  EPIPE: 'broken pipe',
  EROFS: 'read-only file system',
  ESRCH: 'no such process',
};

/** An error of the operating system as Node throws it. */
export function systemError(code: string, syscall: string, path?: string): NodeJS.ErrnoException {
  const errno = -((constants.errno as Readonly<Record<string, number>>)[code] ?? 0);
  const where = path === undefined ? '' : ` '${path}'`;
  const error: NodeJS.ErrnoException = new Error(`${code}: ${MESSAGES[code] ?? code}, ${syscall}${where}`);
  return Object.assign(error, { code, errno, syscall, ...(path === undefined ? {} : { path }) });
}

/** Unwinds the code of a process that has ended; its further actions have no effect. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

/** The product used a part of Node that is not simulated. */
export class NotSimulated extends Error {
  override readonly name = 'NotSimulated';
}
