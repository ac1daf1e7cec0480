import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseUserTable, usersWithoutSeat } from './user-table.ts';

/** As a QM of four seats printed it; the third line as its source says of a terminal. */
const TABLE = [
  ' Uid Pid........ Puid Origin................. Username',
  '   1       27776    0                         root                            ',
  '  12       27782    1                         halqm                           ',
  '   3       27783    0 pts/0 192.168.1.20      Anna Weiss                      ',
  '',
].join('\n');

describe('the table of qm -u', () => {
  it('is read as LISTU is: users, parents, origins', () => {
    const common = { since: '', self: false };
    expect(parseUserTable(TABLE.replaceAll('\n', '\r\n'))).toEqual([
      { ...common, userNo: 1, pid: 27776, origin: ': root' },
      { ...common, userNo: 12, pid: 27782, parent: 1, origin: 'Phantom: halqm' },
      { ...common, userNo: 3, pid: 27783, origin: 'pts/0 192.168.1.20: Anna Weiss' },
    ]);
  });

  it.skipIf(process.platform === 'win32')('is undefined if the program prints none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'qm-users-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const program = (name: string, text: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\n[ "$*" = -u ] && cat <<'END'\n${text}\nEND\n`);
      chmodSync(join(folder, name), 0o755);
      return join(folder, name);
    };
    expect(await usersWithoutSeat(program('qm', TABLE))).toHaveLength(3);
    expect(await usersWithoutSeat(program('down', 'ScarletDME is not active.'))).toBeUndefined();
    expect(await usersWithoutSeat(join(folder, 'nowhere'))).toBeUndefined();
  });
});
