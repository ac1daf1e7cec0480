import { describe, expect, it } from 'vitest';
import type { Account } from '../../listener/account/account.ts';
import { AccountError } from '../../listener/account/errors.ts';
import { BackupError } from './backup-error.ts';
import { programEntries, programOf, restorePrograms } from './programs-part.ts';

/** An account of records by `FILE ID`; a file that no record names does not exist. */
function accountOf(records: Record<string, string>): Account {
  const files = () => new Set(Object.keys(records).map((key) => key.split(' ')[0]));
  return {
    read: async (file: string, id: string) => {
      if (file !== 'VOC' && !files().has(file)) throw new AccountError('FILE_NOT_FOUND', `no file ${file}`);
      return records[`${file} ${id}`];
    },
    write: async (file: string, id: string, record: string) => {
      records[`${file} ${id}`] = record;
    },
  } as unknown as Account;
}

const contents = async (account: Account): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await programEntries(account)).map(({ name, content }) => [
      name,
      Buffer.concat([...(content as Iterable<Uint8Array>)]).toString('latin1'),
    ]),
  );

describe('sources in QM', () => {
  it('are ours in BP and HAL.QUERY where it was catalogued from, a field a line', async () => {
    const account = accountOf({
      'BP EXECUTE': 'PROGRAM\u00feEND\u00fdX',
      'BP FOREIGN': 'x',
      'VOC HAL.QUERY': 'V\u00feCS\u00fe/srv/hal/OWN.BP.OUT/HAL.QUERY',
      'OWN.BP HAL.QUERY': 'SUBROUTINE\u00feRETURN',
    });
    expect(await contents(account)).toEqual({
      'programs/BP/EXECUTE': 'PROGRAM\nEND\u00fdX\n',
      'programs/OWN.BP/HAL.QUERY': 'SUBROUTINE\nRETURN\n',
    });
  });

  it('are none in an account that has neither', async () => {
    expect(await contents(accountOf({}))).toEqual({});
  });

  it('come back with what was there before kept, and ours are left to the installation', async () => {
    const records = { 'BP HAL.QUERY': 'MINE', 'BP EXECUTE': 'NEWER' };
    const sources = new Map([
      ['programs/BP/HAL.QUERY', Buffer.from('THEIRS\nEND\n')],
      ['programs/BP/EXECUTE', Buffer.from('OLDER\n')],
    ]);
    const done = await restorePrograms(accountOf(records), sources);
    expect(records).toEqual({
      'BP HAL.QUERY': 'THEIRS\u00feEND',
      'BP HAL.QUERY.BEFORE.RESTORE': 'MINE',
      'BP EXECUTE': 'NEWER',
    });
    expect(done.join('\n')).toMatch(/kept as HAL\.QUERY\.BEFORE\.RESTORE[\s\S]*BASIC BP HAL\.QUERY/);
    expect(await restorePrograms(accountOf(records), sources)).toEqual([]);
    expect(records).toMatchObject({ 'BP HAL.QUERY.BEFORE.RESTORE': 'MINE' });
  });

  it('have a file and a name', () => {
    expect(programOf('programs/BP/HAL.QUERY')).toEqual({ file: 'BP', name: 'HAL.QUERY' });
    expect(() => programOf('programs/HAL.QUERY')).toThrow(BackupError);
    expect(() => programOf('programs/a/b/c')).toThrow(BackupError);
  });
});
