import { chmodSync, lstatSync, readdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { HOME_LAYOUT } from '../../../contract/home-files.ts';
import { errnoOf, isAbsent } from '../../../lib/file-error.ts';
import { userName } from '../../../lib/user.ts';
import { tryToWrite } from '../../../supervisor/registry/home-writing.ts';
import { formatBytes } from '../../../wording/format.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';

const NOT_WRITABLE: Problem = {
  severity: 'problem',
  symptom: 'The home folder cannot be written, so a stop is not remembered and no log is kept',
  advice:
    'Free some space, or make the disk writable. If it belongs to another user, run the command as that user.',
};
const FOREIGN_HOME: Problem = {
  severity: 'problem',
  symptom: 'The home folder belongs to another user',
  advice: 'Run the command as that user, or name your own home with --home.',
};
const OPEN_HOME: Problem = {
  severity: 'problem',
  symptom: 'Other users of this machine can read the home folder, with records and keys',
  advice: 'Close it: `hal-listener diagnose --fix`',
};
const OPEN_FILE: Problem = {
  severity: 'problem',
  symptom: 'Other users of this machine can read a file that may hold a secret',
  advice: 'Close it: `hal-listener diagnose --fix`',
};
const FOREIGN_ENTRY: Problem = {
  severity: 'problem',
  symptom: 'A file in the home folder belongs to another user, so the listener cannot replace it',
  advice:
    'Give it back as an administrator, with chown. It was probably made by a command run as another user.',
};
const NETWORK_SHARE: Problem = {
  severity: 'warning',
  symptom: 'The home folder is on a network share, where locks and renames are not reliable',
  advice: 'Use a folder on a local disk: set HAL_LISTENER_HOME, or --home.',
};
const ALMOST_FULL: Problem = {
  severity: 'warning',
  symptom: 'The disk of the home folder is almost full',
  advice: 'Free some space. The listener then writes its logs again.',
};

/** Below this share of a disk, or this number of bytes, it counts as almost full. */
const MIN_FREE_SHARE = 0.05;
const MIN_FREE_BYTES = 100 * 1024 * 1024;

/** File systems of the network, by the number that `statfs` gives on Linux (linux/magic.h). */
const NETWORK_FILE_SYSTEMS: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB2',
  1397113167: 'AFS',
  12805120: 'Ceph',
  16914839: '9P',
};

/** Files that hold a secret or records, wherever they are at the top of a home. */
const PRIVATE_NAMES = /^(config\.json|control\.key|sessions\.json|events\.jsonl)/;

/** Owner, permissions and space of the home folder. */
export const homeCheck: Check = {
  id: 'home',
  title: 'Home folder',
  problems: [NOT_WRITABLE, FOREIGN_HOME, OPEN_HOME, OPEN_FILE, FOREIGN_ENTRY, NETWORK_SHARE, ALMOST_FULL],
  async run({ home }) {
    let stats: Stats;
    try {
      stats = statSync(home);
    } catch (error) {
      if (isAbsent(error)) return [ok(`${home} does not exist yet: the first start creates it`)];
      return [unknown(`${home} cannot be read (${errnoOf(error)})`, FOREIGN_HOME.advice)];
    }
    const findings = [...ownership(home, stats), ...network(home), ...space(home), ...writing(home)];
    return findings.length > 0 ? findings : [ok(home)];
  },
};

function ownership(home: string, { uid, mode }: Stats): readonly Finding[] {
  const own = process.getuid?.();
  // Windows has access lists instead, which the folder inherits.
  if (own === undefined) return [];
  if (uid !== own && own !== 0) {
    return [found(FOREIGN_HOME, `${home} belongs to user ${uid}, and this is ${userName()} (${own})`)];
  }
  const open = (mode & 0o077) !== 0;
  return [
    ...(open ? [found(OPEN_HOME, `${home} has the mode ${octal(mode)}`, { fix: closing(home, 0o700) })] : []),
    ...entries(home).flatMap(({ file, name, stats }) => [
      ...(stats.uid === uid ? [] : [found(FOREIGN_ENTRY, `${file} belongs to user ${stats.uid}`)]),
      ...(stats.uid === uid && stats.isFile() && PRIVATE_NAMES.test(name) && (stats.mode & 0o077) !== 0
        ? [found(OPEN_FILE, `${file} has the mode ${octal(stats.mode)}`, { fix: closing(file, 0o600) })]
        : []),
    ]),
  ];
}

interface Entry {
  readonly file: string;
  readonly name: string;
  readonly stats: Stats;
}

/** What is at the top of the home and in `run`. */
function entries(home: string): readonly Entry[] {
  return [home, path.join(home, HOME_LAYOUT.run)].flatMap((folder) => {
    let names: string[];
    try {
      names = readdirSync(folder);
    } catch {
      return [];
    }
    return names.flatMap((name) => {
      const file = path.join(folder, name);
      const stats = lstatSync(file, { throwIfNoEntry: false });
      return stats === undefined ? [] : [{ file, name, stats }];
    });
  });
}

function closing(file: string, mode: number): Finding['fix'] {
  return {
    question: `Close ${file} to other users (mode ${octal(mode)})?`,
    async apply() {
      chmodSync(file, mode);
      return `${file} now has the mode ${octal(mode)}.`;
    },
  };
}

function network(home: string): readonly Finding[] {
  if (/^(\\\\|\/\/)[^?.]/.test(home)) return [found(NETWORK_SHARE, `${home} is on a network share`)];
  if (process.platform !== 'linux') return [];
  const name = NETWORK_FILE_SYSTEMS[statfsSync(home).type];
  return name === undefined ? [] : [found(NETWORK_SHARE, `${home} is on ${name}`)];
}

function space(home: string): readonly Finding[] {
  const { bavail, blocks, bsize, ffree, files } = statfsSync(home);
  const free = bavail * bsize;
  const text = `${formatBytes(free)} of ${formatBytes(blocks * bsize)} are free`;
  return [
    ...(free < MIN_FREE_BYTES || bavail < blocks * MIN_FREE_SHARE ? [found(ALMOST_FULL, text)] : []),
    // Some file systems make inodes as they need them, and say 0 of 0.
    ...(files > 0 && ffree < files * 0.01
      ? [found(ALMOST_FULL, `the disk has only ${ffree} of ${files} inodes left`)]
      : []),
  ];
}

function writing(home: string): readonly Finding[] {
  try {
    tryToWrite(home);
    return [];
  } catch (error) {
    return [found(NOT_WRITABLE, `${home} cannot be written (${errnoOf(error)})`)];
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}
