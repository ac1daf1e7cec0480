import { Spellings } from '../words/spellings.ts';
import { tokenize } from '../words/tokenize.ts';

/**
 * Names of the corpus' records, and others that stand for them in another household. They keep the alphabetical order of
 * what is listed together, and what kind of drug each is.
 */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  // Doctors and members of the family.
  Sarah: 'Hannah',
  Johnson: 'Keller',
  Ibáñez: 'Ingram',
  Ibanez: 'Ingram',
  "O'Brien": "O'Dell",
  OBrien: 'ODell',
  Müller: 'May',
  Muller: 'May',
  Okafor: 'Ortega',
  Petrov: 'Quinlan',
  Raman: 'Russo',
  Chen: 'Evans',
  Carter: 'Dawson',
  Ellen: 'June',
  Tim: 'Travis',
  Robert: 'Samuel',
  Hale: 'Barlow',
  // Medicines, by brand and generic name.
  Lisinopril: 'Moexipril',
  Glucophage: 'Glucotrol',
  metformin: 'glipizide',
  Synthroid: 'Tirosint',
  Lipitor: 'Lescol',
  atorvastatin: 'fluvastatin',
  Aleve: 'Advil',
  naproxen: 'ibuprofen',
  Amoxicillin: 'Ampicillin',
  Zoloft: 'Trintellix',
  sertraline: 'vortioxetine',
  // Payees, some with words that questions are made of.
  Costco: 'Meijer',
  Starbucks: 'Philz',
  Netflix: 'Hulu',
  Amazon: 'Etsy',
  Hartley: 'Walden',
  'State Farm': 'Allianz',
  'Media Markt': 'Elektro Plaza',
  'Whole Foods': 'Total Wine',
  Acme: 'Globex',
  'Green Grocer': 'Most Wanted',
  'First Bank': 'Last Order',
  'La Trattoria': 'Il Forno',
};

const BY_FOLDED = new Map(Object.entries(OTHER_NAMES).map(([name, other]) => [name.toLowerCase(), other]));
const NAMES = wordsOf(Object.keys(OTHER_NAMES));
const OTHERS = wordsOf(Object.values(OTHER_NAMES));

const WORDS = new Set(tokenize(Object.keys(OTHER_NAMES).join(' ')).map(({ stem }) => stem));
const SPELLINGS = new Spellings(WORDS);

function wordsOf(names: readonly string[]): RegExp {
  return new RegExp(`(?<!\\p{L})(${names.join('|')})(s?)(?!\\p{L})`, 'giu');
}

/** A text with the other names in place of the corpus' own, in capitals or without any as they were. */
export function withOtherNames(text: string): string {
  return text.replace(NAMES, (_, name: string, owner: string) => {
    const other = BY_FOLDED.get(name.toLowerCase()) ?? name;
    // "Tims medicines" are "Travis medicines".
    const written = other.endsWith('s') ? other : other + owner;
    if (name === name.toUpperCase()) return written.toUpperCase();
    return name === name.toLowerCase() ? written.toLowerCase() : written;
  });
}

/** Whether a text has one of the corpus' names with an error in it, which the other name would not have. */
export function hasMiswrittenName(text: string): boolean {
  return tokenize(text).some(({ stem }) => !WORDS.has(stem) && SPELLINGS.near(stem).length > 0);
}

/** Whether a text has one of the other names already. */
export function hasOtherName(text: string): boolean {
  return text.search(OTHERS) >= 0;
}

/** A document of the corpus with the other names in all values. */
export function documentWithOtherNames(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? withOtherNames(value) : value,
  );
}
