import {
  addDictionaryItems,
  checkDictionaries,
  type DictionaryCheck,
} from '../../../listener/account/dictionary-check.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';

const FILE_MISSING: Problem = {
  severity: 'warning',
  symptom: 'A file that questions need is missing in the account',
  advice:
    'If the family keeps such records, create it in QM: `CREATE.FILE NAME`. Then: `hal-listener account install --dictionaries`',
};
const ITEM_MISSING: Problem = {
  severity: 'warning',
  symptom: 'A dictionary item that questions need is missing in the account',
  advice:
    'Add what is missing, which changes nothing else: `hal-listener account install --dictionaries`. What differs: `hal-listener account check`',
};
const ITEM_DIFFERS: Problem = {
  severity: 'warning',
  symptom: 'A dictionary item differs from what questions expect, so their answers may be wrong',
  advice:
    'See what differs: `hal-listener account check`. Correct the item in QM if it is wrong: `ED DICT FILE FIELD`',
};

/** The account's files and dictionaries, compared with what questions need. */
export const dictionariesCheck: Check = {
  id: 'dictionaries',
  title: 'Dictionaries',
  problems: [FILE_MISSING, ITEM_MISSING, ITEM_DIFFERS],
  async run(diagnosis) {
    const account = await diagnosis.account.ready();
    if (account === undefined) return [unknown('not checked, as the database does not answer')];
    const { findings, missing } = await checkDictionaries(account);
    const fix: Finding['fix'] =
      missing.length === 0 || account.driver === 'command'
        ? undefined
        : {
            question: `Add the missing dictionary items (${missing.length}) to ${account.name}, and change no other?`,
            apply: async () => {
              const added = await addDictionaryItems(account, missing);
              return `Dictionary items added: ${added.length}.`;
            },
          };
    const bad = findings.filter(({ severity }) => severity !== 'note');
    const of = (...kinds: readonly Kind[]) => bad.filter(({ kind }) => kinds.includes(kind));
    const results = [
      ...describe(FILE_MISSING, of('file missing')),
      ...describe(ITEM_MISSING, of('field missing'), fix),
      ...describe(ITEM_DIFFERS, of('number', 'conversion', 'multivalues', 'amounts')),
    ];
    return results.length > 0 ? results : [ok('they have every field that questions need')];
  },
};

type Entry = DictionaryCheck['findings'][number];
type Kind = Entry['kind'];

/** One finding for all of a kind, since they have one cause. */
function describe(problem: Problem, entries: readonly Entry[], fix?: Finding['fix']): readonly Finding[] {
  const [first] = entries;
  if (first === undefined) return [];
  const more = entries.length > 1 ? ` (and ${entries.length - 1} more)` : '';
  const name = [first.file, first.field].filter(Boolean).join(' ');
  return [found(problem, `${name} ${first.text}${more}`, { fix })];
}
