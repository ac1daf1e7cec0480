import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SHIPPED } from './server-process.ts';
import { DICTIONARY } from './transactions.ts';

/**
 * Loads transactions into the embedded account of a home.
 *
 * @param count of transactions, numbered from 1
 * @returns ms that `account load` took
 */
export async function loadTransactions(
  home: string,
  count: number,
  fieldsOf: (number: number) => readonly string[],
): Promise<number> {
  mkdirSync(home, { recursive: true });
  const document = join(home, 'transactions.json');
  const data = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`T${index + 1}`, fieldsOf(index + 1)]),
  );
  writeFileSync(document, JSON.stringify({ files: { TRANSACTION: { dict: DICTIONARY, data } } }));
  const from = performance.now();
  await promisify(execFile)(process.execPath, [SHIPPED, 'account', 'load', document], {
    env: { ...process.env, HAL_LISTENER_HOME: home, QM_DRIVER: 'embedded' },
  });
  return performance.now() - from;
}
