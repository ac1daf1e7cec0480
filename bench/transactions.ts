/** Transactions of a fictional family: the same in every run, spread evenly over the three years before today. */

const PAYEES = [
  ['Starbucks', 'COFFEE'],
  ['Costco', 'FOOD'],
  ['Shell', 'CAR'],
  ['Walmart', 'HOME'],
  ['Trader Joe', 'FOOD'],
  ['Walgreens', 'HEALTH'],
  ['Netflix', 'ENTERTAINMENT'],
  ['Bäckerei Müller', 'FOOD'],
  ['Delta', 'TRAVEL'],
  ['Chipotle', 'DINING'],
  ['Home Depot', 'HOME'],
  ['City Water', 'UTILITIES'],
] as const;
/** Number of additional payees with generated names. */
const SHOPS = 28;
const DAYS = 1_095;
const DAY_MS = 86_400_000;
/** QM's day 0. */
const QM_EPOCH_MS = Date.UTC(1967, 11, 31);

/** Dictionary items in the format of `account load`. */
export const DICTIONARY = {
  TRANS_DATE: { field: 1, conversion: 'D4-YMD', heading: 'Date', format: '10R' },
  ORIGINAL_PAYEE: { field: 2, heading: 'Original payee', format: '22L' },
  STANDARDIZED_PAYEE: { field: 3, heading: 'Payee', format: '20L' },
  AMOUNT: { field: 4, conversion: 'MD2', heading: 'Amount', format: '10R' },
  CATEGORY_KEY: { field: 5, heading: 'Category', format: '12L' },
  ACCOUNT: { field: 6, heading: 'Account', format: '12L' },
  MEMO: { field: 7, heading: 'Memo', format: '20T' },
  REIMBURSABLE_FLAG: { field: 8, heading: 'Reimb', format: '5L' },
} as const;

/** The fields of transaction `number` as QM stores them. @param now milliseconds since the epoch */
export function transaction(number: number, now: number): readonly string[] {
  const place = (number * 7_919) % (PAYEES.length + SHOPS);
  const [payee, category] = PAYEES[place] ?? [`Shop ${place}`, 'SHOPPING'];
  const today = Math.floor((now - QM_EPOCH_MS) / DAY_MS);
  const day = today - ((number * 104_729) % DAYS);
  const amount = -(100 + ((number * 31_337) % 20_000));
  const memo = number % 10 === 0 ? `memo ${number}` : '';
  const flag = number % 17 === 0 ? 'Y' : 'N';
  const original = `${payee.toUpperCase()} #${number % 300}`;
  return [String(day), original, payee, String(amount), category, 'CHECKING', memo, flag];
}

/** The question and the matching selection, for the last complete month. */
export function spendingQuestion(now: number): { readonly text: string; readonly selection: string } {
  const today = new Date(now);
  const month = new Date(Date.UTC(today.getFullYear(), today.getMonth() - 1, 1));
  const end = new Date(Date.UTC(today.getFullYear(), today.getMonth(), 0));
  const name = month.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  const iso = (day: Date) => day.toISOString().slice(0, 10);
  return {
    text: `What did I spend at Starbucks in ${name} ${month.getUTCFullYear()}?`,
    selection:
      `WITH STANDARDIZED_PAYEE = "Starbucks" AND WITH TRANS_DATE >= "${iso(month)}" ` +
      `AND WITH TRANS_DATE <= "${iso(end)}"`,
  };
}
