import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { HOME_FILES, HOME_LAYOUT, registrationFile, userNoOfFile } from '../../contract/home-files.ts';
import { REGISTRATION_FORM, type Registration } from '../../contract/registration.ts';
import { lowestFreeUserNo } from '../../contract/user-no.ts';
import { publishFileSync, replaceFileSync } from '../../lib/atomic-file.ts';
import { ensureHome } from '../../lib/private-folder.ts';

export interface Registered {
  readonly registration: Registration;
  /** For the end of the process; one that is gone already is no error. */
  remove(): void;
}

/** Numbers tried before the folder is taken for broken. */
const MOST_TRIES = 1_000;

/**
 * Publishes `run/<User No.>.json`: QM's own number where the listener was started from QM, else the lowest free
 * one. Of several that start at once each gets a number of its own.
 *
 * @throws Node's file errors
 */
export function register(
  home: string,
  identity: Omit<Registration, 'form' | 'userNo'>,
  qmUserNo: number | undefined,
): Registered {
  ensureHome(home, HOME_LAYOUT);
  const place = (userNo: number): string => path.join(home, registrationFile(userNo));
  const registered = (userNo: number): Registered => ({
    registration: { form: REGISTRATION_FORM, userNo, ...identity },
    remove: () => rmSync(place(userNo), { force: true }),
  });
  const text = ({ registration }: Registered): string => `${JSON.stringify(registration)}\n`;

  if (qmUserNo !== undefined) {
    // QM gives a number to one living user at a time: what stands there is a leftover.
    const one = registered(qmUserNo);
    replaceFileSync(place(qmUserNo), text(one));
    return one;
  }
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const one = registered(lowestFreeUserNo(takenNumbers(home)));
    if (publishFileSync(place(one.registration.userNo), text(one))) return one;
  }
  throw new Error(`no free User No. was found in ${path.join(home, HOME_FILES.run)}`);
}

function takenNumbers(home: string): number[] {
  return readdirSync(path.join(home, HOME_FILES.run)).flatMap((name) => userNoOfFile(name) ?? []);
}
