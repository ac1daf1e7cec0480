import type { Account } from './account.ts';
import { type Dictionary, readDictionary } from './dictionary.ts';
import { AccountError } from './errors.ts';
import { type AttributeKind, HAL_SCHEMA, type HalAttribute, type HalFile } from './hal-schema.ts';
import { MARK, type QmText } from './text.ts';

/**
 * `error`: questions about this file cannot be answered, or only partly. `warning`: they are answered, perhaps wrongly.
 * `note`: for information.
 */
type Severity = 'error' | 'warning' | 'note';

/** One difference between an account's dictionary and HAL's. */
interface DictionaryFinding {
  readonly severity: Severity;
  readonly kind: 'file missing' | 'field missing' | 'number' | 'conversion' | 'multivalues' | 'amounts';
  readonly file: HalFile;
  readonly field?: string;
  /** For an operator: the fact and its consequence. */
  readonly text: string;
}

/** A dictionary item that can be added, in QM's own form. */
export interface DictionaryItem {
  readonly file: HalFile;
  readonly name: string;
  readonly item: QmText;
}

/** How an account's dictionaries compare with HAL's. */
export interface DictionaryCheck {
  readonly findings: readonly DictionaryFinding[];
  /** Items for the fields that are missing in files that exist. */
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
      const text = 'is not in this account; questions about it cannot be answered';
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
  const found = (
    severity: Severity,
    kindOfFinding: DictionaryFinding['kind'],
    text: string,
  ): DictionaryFinding => ({
    severity,
    kind: kindOfFinding,
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
      found('note', 'multivalues', `is ${here} here, ${there} with HAL; its values are still separated`),
    );
  }
  const { conversion } = field;
  if (!VALID_CONVERSIONS[kind].test(conversion)) {
    findings.push(
      found('warning', 'conversion', `is a ${kind} with HAL and has conversion ${conversion} here`),
    );
  }
  if (name === 'AMOUNT') findings.push(found('note', 'amounts', describeAmounts(conversion)));
  return findings;
}

function describeAmounts(conversion: string): string {
  return /^M[DR]\d/.test(conversion)
    ? `amounts are stored scaled (${conversion}) and read divided; scaledAmounts in config.json overrides this`
    : 'amounts are read as they are stored; if they are stored times 100, set scaledAmounts in config.json';
}

/** Conversion and format of the items we add. */
const ITEM_LAYOUT: Readonly<Record<AttributeKind, readonly [string, string]>> = {
  date: ['D4-YMD', '10R'],
  time: ['MTS', '8R'],
  number: ['', '10R'],
  text: ['', '20L'],
};

/** Which conversions suit values of each kind. */
const VALID_CONVERSIONS: Readonly<Record<AttributeKind, RegExp>> = {
  date: /^(D|$)/,
  time: /^(MT|$)/,
  number: /^(M[DRL]|$)/,
  text: /^(?!D\d|MT)/,
};

/** Type D, number, conversion, heading, format, S or M (docs/account-load.md, Query language). */
function dictionaryItem({ name, number, kind, multivalued }: HalAttribute): QmText {
  const [conversion, format] = ITEM_LAYOUT[kind];
  const title = name.toLowerCase().replaceAll('_', ' ');
  const heading = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
  return ['D', number, conversion, heading, format, multivalued ? 'M' : 'S'].join(MARK.field);
}

/**
 * Adds the items whose names the dictionary does not have yet; an existing item is never changed.
 *
 * @returns the items that were added
 * @throws AccountError NOT_SUPPORTED if the driver cannot write, and what `read` and `write` throw
 */
export async function addDictionaryItems(
  account: Account,
  items: readonly DictionaryItem[],
): Promise<readonly DictionaryItem[]> {
  const added: DictionaryItem[] = [];
  for (const entry of items) {
    const dictionary = `DICT ${entry.file}`;
    if ((await account.read(dictionary, entry.name)) !== undefined) continue;
    await account.write(dictionary, entry.name, entry.item);
    added.push(entry);
  }
  return added;
}
