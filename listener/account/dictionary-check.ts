import type { Account } from './account.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { AccountError } from './errors.ts';
import { type AttributeKind, HAL_SCHEMA, type HalAttribute, type HalFile } from './hal-schema.ts';
import { MARK, type QmText } from './text.ts';

/**
 * `error`: questions of this file cannot be answered, or not wholly. `warning`: they are, perhaps not as meant.
 * `note`: worth knowing.
 */
type Severity = 'error' | 'warning' | 'note';

/** One way in which an account's dictionary is not as HAL's. */
interface DictionaryFinding {
  readonly severity: Severity;
  readonly kind: 'file missing' | 'field missing' | 'number' | 'conversion' | 'multivalues' | 'amounts';
  readonly file: HalFile;
  readonly field?: string;
  /** For an operator: what is so, and what it means. */
  readonly text: string;
}

/** A dictionary item that can be added, as QM keeps it. */
export interface DictionaryItem {
  readonly file: HalFile;
  readonly name: string;
  readonly item: QmText;
}

/** What an account's dictionaries have and lack of HAL's. */
export interface DictionaryCheck {
  readonly findings: readonly DictionaryFinding[];
  /** For fields that are missing in files that are there. */
  readonly missing: readonly DictionaryItem[];
}

const FILES = Object.keys(HAL_SCHEMA) as readonly HalFile[];

/** Compares each HAL file's dictionary with HAL's own list. @throws AccountError what `execute` throws */
export async function checkDictionaries(account: Account): Promise<DictionaryCheck> {
  const findings: DictionaryFinding[] = [];
  const missing: DictionaryItem[] = [];
  for (const file of FILES) {
    const dictionary = await dictionaryOf(account, file);
    if (dictionary === undefined) {
      const text = 'is not in this account; questions about it are answered with a regret';
      findings.push({ severity: 'error', kind: 'file missing', file, text });
      continue;
    }
    const attributes: readonly HalAttribute[] = HAL_SCHEMA[file];
    for (const attribute of attributes) {
      findings.push(...compare(file, attribute, dictionary));
      if (!dictionary.has(attribute.name)) {
        missing.push({ file, name: attribute.name, item: dictionaryItem(attribute) });
      }
    }
  }
  return { findings, missing };
}

async function dictionaryOf(account: Account, file: HalFile): Promise<Dictionary | undefined> {
  try {
    return await readDictionary(account, file);
  } catch (error) {
    if (error instanceof AccountError && error.code === 'FILE_NOT_FOUND') return undefined;
    throw error;
  }
}

function compare(file: HalFile, attribute: HalAttribute, dictionary: Dictionary): DictionaryFinding[] {
  const { name, number, kind, multivalued } = attribute;
  const field = dictionary.get(name);
  const found = (severity: Severity, what: DictionaryFinding['kind'], text: string): DictionaryFinding => ({
    severity,
    kind: what,
    file,
    field: name,
    text,
  });
  if (field === undefined)
    return [found('error', 'field missing', `is not in the dictionary (field ${number})`)];
  const findings: DictionaryFinding[] = [];
  if (field.number !== number) {
    const actual = field.number === undefined ? 'computed' : `field ${field.number}`;
    findings.push(
      found('warning', 'number', `is ${actual} here, field ${number} with HAL; it is read as it is here`),
    );
  }
  if (field.multivalued !== multivalued) {
    const [here, there] = field.multivalued ? ['multivalued', 'single'] : ['single', 'multivalued'];
    findings.push(
      found('note', 'multivalues', `is ${here} here, ${there} with HAL; values are divided all the same`),
    );
  }
  const { conversion } = field;
  if (!FITTING[kind].test(conversion)) {
    findings.push(
      found('warning', 'conversion', `is a ${kind} with HAL and has conversion ${conversion} here`),
    );
  }
  if (name === 'AMOUNT') findings.push(found('note', 'amounts', describeAmounts(conversion)));
  return findings;
}

function describeAmounts(conversion: string): string {
  return /^M[DR]\d/.test(conversion)
    ? `amounts are stored scaled (${conversion}) and read divided; scaledAmounts in config.json overrules`
    : 'amounts are read as they are stored; if they are stored times 100, set scaledAmounts in config.json';
}

/** Conversion and format of the items we add. */
const STORED: Readonly<Record<AttributeKind, readonly [string, string]>> = {
  date: ['D4-YMD', '10R'],
  time: ['MTS', '8R'],
  number: ['', '10R'],
  text: ['', '20L'],
};

/** What a conversion may be where the account's values are of that kind. */
const FITTING: Readonly<Record<AttributeKind, RegExp>> = {
  date: /^(D|$)/,
  time: /^(MT|$)/,
  number: /^(M[DRL]|$)/,
  text: /^(?!D\d|MT)/,
};

/** Type D, number, conversion, heading, format, S or M (docs/account-load.md, Query language). */
function dictionaryItem({ name, number, kind, multivalued }: HalAttribute): QmText {
  const [conversion, format] = STORED[kind];
  const words = name.toLowerCase().replaceAll('_', ' ');
  const heading = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return ['D', number, conversion, heading, format, multivalued ? 'M' : 'S'].join(MARK.field);
}

/**
 * Adds dictionary items, each only where there is still none of its name: what an account has is never changed.
 * Answers those that were added.
 *
 * @throws AccountError NOT_SUPPORTED where the driver cannot write, and what `read` and `write` throw
 */
export async function addDictionaryItems(
  account: Account,
  items: readonly DictionaryItem[],
): Promise<readonly DictionaryItem[]> {
  const added: DictionaryItem[] = [];
  for (const one of items) {
    const dictionary = `DICT ${one.file}`;
    if ((await account.read(dictionary, one.name)) !== undefined) continue;
    await account.write(dictionary, one.name, one.item);
    added.push(one);
  }
  return added;
}
