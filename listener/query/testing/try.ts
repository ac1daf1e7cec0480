import { readFileSync } from 'node:fs';
import { openCorpusAccount } from './asked-account.ts';

/** Asks each line of standard input; "a >> b" asks b after a. `family` as an argument asks the family's account. */
const account = await openCorpusAccount(process.argv[2] === 'family' ? 'family' : 'main');
for (const line of readFileSync(0, 'utf8')
  .split('\n')
  .filter((one) => one.trim() !== '')) {
  const turns = line.split(' >> ');
  const reply = await account.ask(turns.at(-1) ?? '', turns.slice(0, -1));
  process.stdout.write(
    `${line}\n    [${reply.intent}${reply.declined ? ` ${reply.declined} (${(reply.remainder ?? []).join(' ')})` : ''}] ${reply.text}\n`,
  );
}
await account.close();
