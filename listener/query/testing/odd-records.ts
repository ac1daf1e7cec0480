import { type LoadTarget, loadFiles } from '../../account/embedded/load.ts';
import { MARK } from '../../account/text.ts';
import { readFixture } from './corpus.ts';

/** Records as people and old programs write them, and what is to be said of them. Monday, 23 November 2026, ten o'clock. */
export const ODD_NOW = new Date(2026, 10, 23, 10, 0, 0).getTime();

const record = (...fields: readonly string[]) => fields.join(MARK.field);
const fixture = readFixture('account') as { files: Record<string, { dict: Record<string, unknown> }> };
/** The files the records are of. */
export const ODD_FILES = Object.keys(fixture.files);

/** Makes the files, with names as `named` says, and writes the records as they are. */
export async function writeOddRecords(
  target: LoadTarget,
  named: (file: string) => string = (file) => file,
  records: OddRecords = ODD_RECORDS,
): Promise<void> {
  const dictionaries = Object.fromEntries(
    Object.entries(fixture.files).map(([file, { dict }]) => [named(file), { dict }]),
  );
  const transaction = named('TRANSACTION');
  // Amounts without a conversion: as each program wrote them.
  const amount = { field: 4, heading: 'Amount', format: '10R' };
  const files = {
    ...dictionaries,
    [transaction]: { dict: { ...dictionaries[transaction]?.dict, AMOUNT: amount } },
  };
  await loadFiles(target, { files }, { today: 21_512 });
  for (const [file, texts] of Object.entries(records)) {
    await target.writeAll(named(file), new Map(Object.entries(texts)));
  }
}

const amounts = ['-1.10', '2.20-', '(3.30)', '4.40CR', '\u00e2\u0082\u00ac -5.50', '-6,60'];
const LATIN1_BAKERY = 'B\u00e4ckerei Kn\u00f6del';

function med(name: string, dose: string, status: string, active: string): string {
  const head = ['P1', name, '', '', dose, 'mg', 'daily', '', '', '', status];
  return record(...head, ...Array.from({ length: 13 }, () => ''), active);
}
const visit = (day: string, time: string, reason: string, status = 'scheduled') =>
  record('P1', '', '', day, time, '', '', reason, status);

export type OddRecords = Readonly<Record<string, Readonly<Record<string, string>>>>;

const ODD_RECORDS: OddRecords = {
  TRANSACTION: {
    ...Object.fromEntries(
      amounts.map((text, index) => [`A${index}`, record('21500', 'ODD', 'Odd Shop', text, 'MISC')]),
    ),
    L1: record('21501', 'BK', LATIN1_BAKERY, '-9.80', 'FOOD'),
    U1: record('21502', 'BK', 'Caf\u00c3\u00a9 Sol', '-3.00', 'FOOD'),
    N1: record('21503', 'ODD SHOP 77', '', '-1.00', 'MISC'),
    N2: record('21503', 'ODD SHOP HOTEL', 'Hotel Odd', '-90.00', 'MISC'),
    B1: record('21503', 'X', 'Broken Till', 'about five', 'MISC'),
    B2: record('21503', 'X', 'Broken Till', '-7.00', 'MISC'),
    D1: record('11/05/2026', 'X', 'Text Day', '-8.00', 'MISC'),
    D2: record('some day', 'X', 'Text Day', '-1.00', 'MISC'),
    C1: record('\u00ef\u00bb\u00bf21504\r', 'X\r', 'Windows Shop\r', '-2.50\r', 'MISC\r'),
    M1: record('21505', 'X', `Twin Store${MARK.value}Twin Annex`, '-4.00', 'MISC'),
  },
  MEDICATION: {
    M1: med(`Aspirin${MARK.value}Bayer Aspirin`, `100${MARK.value}200`, 'active', 'Y'),
    M2: med('Zocor\r', '20\r', 'Active\r', 'y\r'),
    M3: med('Titrol', '5', 'titrating', 'Y'),
    M4: med('Oldol', '5', '', 'N'),
  },
  APPOINTMENT: {
    V1: visit('21520', '90000', 'Late clock'),
    V2: visit('21521', '-5', 'Early clock'),
    V3: visit('21522', '9:30 AM', 'Text clock'),
    V4: visit('12/15/2026', '34200', 'Text date'),
    V5: visit('', '34200', 'No date'),
    V6: visit('21530', '34200', 'Odd status', 'pending review'),
    V7: visit('21500', '34200', 'Never noted'),
    V8: visit('21490', '34200', 'Kept visit', 'completed'),
  },
};

/** Questions, and what the answer must be like. */
export const ODD_QUESTIONS: readonly (readonly [question: string, answer: RegExp])[] = [
  ['What did I spend at Odd Shop?', /^You spent \$24\.10 at Odd Shop, in 7 transactions\.$/],
  ['What did I spend at B\u00e4ckerei Kn\u00f6del?', /^You spent \$9\.80 at B\u00e4ckerei Kn\u00f6del/],
  ['what did i spend at backerei knodel', /\$9\.80/],
  ['What did I spend at Caf\u00e9 Sol?', /\$3\.00 at Caf\u00e9 Sol/],
  ['What did I spend at Broken Till?', /\$7\.00 .*could not read one amount: \u201cabout five\u201d/],
  [
    'What did I spend at Text Day in November?',
    /\$8\.00 at Text Day in November 2026.*one transaction has no readable date/,
  ],
  ['What did I spend at Windows Shop in November?', /^You spent \$2\.50 at Windows Shop in November 2026/],
  ['What medications am I taking?', /Aspirin 100 mg daily and Bayer Aspirin 200 mg daily/],
  ['Am I taking Zocor?', /^Yes\. Zocor 20 mg daily\.$/],
  ['Am I taking Titrol?', /^Yes\. Titrol 5 mg/],
  ['Am I taking Oldol?', /^No\. Oldol is no longer active\.$/],
  [
    'When is my late clock appointment?',
    /^Your next appointment for Late clock is on Tuesday, December 1, 2026\.$/,
  ],
  ['What time is my early clock appointment?', /no time on record/],
  ['What time is my text clock appointment?', /9:30 AM/],
  ['What did I spend at Twin Annex?', /\$4\.00/],
  [
    'When is my text date appointment?',
    /^Your next appointment for Text date is on Tuesday, December 15, 2026 at 9:30 AM/,
  ],
  ['When is my no date appointment?', /^You have no upcoming appointments for No date\./],
  [
    'When is my odd status appointment?',
    /^Your next appointment for Odd status is on Friday, December 11, 2026 at 9:30 AM/,
  ],
  [
    'Did I make it to my never noted appointment?',
    /^The records do not say whether it took place: .*Never noted \(on .* is past\)\.$/,
  ],
  ['Did I go to my never noted appointment?', /^The records do not say whether it took place/],
  ['Did I have a never noted appointment in November?', /^Yes\. /],
  ['Did I make it to my kept visit appointment?', /^Yes\. .*Kept visit/],
];

/** An account in Latin-1: QM's marks FB, FC and FF are letters of names. */
export const LATIN1_RECORDS: OddRecords = {
  TRANSACTION: {
    L1: record('21501', 'BK', LATIN1_BAKERY, '-9.80', 'FOOD'),
    L2: record('21501', 'MU', 'M\u00fcller Markt', '-12.00', 'FOOD'),
    L3: record('21502', 'GJ', 'Go\u00fbt du Jour', '-21.00', 'FOOD'),
    L4: record('21502', 'HP', 'Ha\u00ff Presse', '-3.10', 'MISC'),
    L5: record('21503', 'MU', 'Muller Metalle', '-77.00', 'MISC'),
    L6: record('21503', 'AE', 'Caf\u00e9 \u0084Zur Post\u0093', '-5.50', 'FOOD'),
  },
  MEDICATION: { M1: med('K\u00fcmmel\u00f6l', '5', 'active', 'Y') },
};

export const LATIN1_QUESTIONS: typeof ODD_QUESTIONS = [
  ['What did I spend at B\u00e4ckerei Kn\u00f6del?', /^You spent \$9\.80 at B\u00e4ckerei Kn\u00f6del/],
  ['What did I spend at M\u00fcller Markt?', /^You spent \$12\.00 at M\u00fcller Markt/],
  ['what did i spend at muller markt', /^You spent \$12\.00 at M\u00fcller Markt/],
  ['What did I spend at Go\u00fbt du Jour?', /^You spent \$21\.00 at Go\u00fbt du Jour/],
  ['What did I spend at Ha\u00ff Presse?', /^You spent \$3\.10 at Ha\u00ff Presse/],
  ['What did I spend at Muller Metalle?', /^You spent \$77\.00 at Muller Metalle/],
  ['What did I spend at Caf\u00e9 Zur Post?', /\$5\.50 at Caf\u00e9 \u201eZur Post\u201c/],
  ['Am I taking K\u00fcmmel\u00f6l?', /^Yes\. K\u00fcmmel\u00f6l 5 mg/],
];
