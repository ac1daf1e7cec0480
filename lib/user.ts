import { userInfo } from 'node:os';

/** The user of this process, as the system knows them; tests bring their own. */
interface UserSources {
  readonly name: () => string;
  readonly id: () => number | undefined;
}

const SYSTEM: UserSources = { name: () => userInfo().username, id: () => process.getuid?.() };

/**
 * The name of the user of this process. A process may run under a number that the system's list does not have, as in
 * many containers: its name is that number then.
 */
export function userName({ name, id }: UserSources = SYSTEM): string {
  try {
    return name();
  } catch {
    const uid = id();
    return uid === undefined ? 'unknown user' : `uid ${uid}`;
  }
}

/** The number of the user of this process; -1 on Windows, where users have none. */
export function userId({ id }: Pick<UserSources, 'id'> = SYSTEM): number {
  return id() ?? -1;
}
