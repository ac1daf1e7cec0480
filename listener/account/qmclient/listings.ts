import type { QmLock, QmUser } from '../account.ts';
import type { QmText } from '../text.ts';

/** User, process, parent user if any, `23 Nov 05:06`, origin; `*` marks the asking session (QMClient spec §7). */
const USER_LINE = /^(\*?)\s*(\d+)\s+(\d+)\s+(?:(\d+)\s+)?(\d{1,2} [A-Za-z]{3} \d{2}:\d{2})\s(.*)$/s;

/** What LISTU printed. Lines that are no user (headings) are passed over. */
export function parseUsers(output: QmText): readonly QmUser[] {
  return output.split('\n').flatMap((line) => {
    const [, mark, userNo, pid, parent, since, origin] = USER_LINE.exec(line) ?? [];
    if (since === undefined || origin === undefined) return [];
    return {
      userNo: Number(userNo),
      pid: Number(pid),
      ...(parent !== undefined && { parent: Number(parent) }),
      since,
      origin: origin.trim(),
      self: mark === '*',
    };
  });
}

/**
 * What LIST.READU printed: columns under their headings, long paths and ids going on in the lines below
 * (QMClient spec §7). `file` is the path, as QM prints it.
 */
export function parseLocks(output: QmText): readonly QmLock[] {
  const locks: { userNo: number; file: string; type: string; id: QmText }[] = [];
  let columns: { path: number; type: number; id: number } | undefined;
  for (const line of output.split('\n')) {
    const heading = /^User File (Path\.* )(Type )Id/.exec(line);
    if (heading) {
      const path = line.indexOf('Path');
      columns = { path, type: line.indexOf(' Type ') + 1, id: line.indexOf(' Id') + 1 };
      continue;
    }
    if (!columns) continue;
    const path = line.slice(columns.path, columns.type).trim();
    const type = line.slice(columns.type, columns.id).trim();
    const id = line.slice(columns.id).trimEnd();
    const last = locks.at(-1);
    const owner = /^\s*(\d+)\s+\d+ /.exec(line)?.[1];
    if (owner !== undefined) locks.push({ userNo: Number(owner), file: path, type, id });
    else if (last && line.startsWith(' '.repeat(columns.path))) {
      last.file += path;
      last.id += id;
    }
  }
  return locks;
}
