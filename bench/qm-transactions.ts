import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../lib/clock.ts';
import type { PooledAccount } from '../listener/account/qmclient/pooled-account.ts';
import { toQmText } from '../listener/account/text.ts';
import intents from '../listener/query/intents.json' with { type: 'json' };
import { DICTIONARY, transaction } from './transactions.ts';

/** Makes a file of the benchmark's own in QM, so that the account's data is not touched. */
export async function fillTransactions(account: PooledAccount, file: string, size: number): Promise<void> {
  await account.execute(`DELETE.FILE ${file}`);
  await account.execute(`CREATE.FILE ${file}`);
  for (const [name, item] of Object.entries(DICTIONARY)) {
    const conversion = 'conversion' in item ? item.conversion : '';
    const fields = ['D', String(item.field), conversion, item.heading, item.format, 'S'];
    await account.write(`DICT ${file}`, name, fields.join('\u00fe'));
  }
  const now = systemClock.now();
  for (let number = 1; number <= size; number += 1) {
    await account.write(file, `T${number}`, transaction(number, now).map(toQmText).join('\u00fe'));
  }
}

/** Gives a home the shipped table, with transactions in that file. */
export function writeTableOf(file: string, home: string): void {
  const subjects = intents.subjects.map((subject) =>
    subject.intent === 'TRANSACTION' ? { ...subject, file } : subject,
  );
  writeFileSync(join(home, 'intents.json'), JSON.stringify({ ...intents, subjects }));
}
