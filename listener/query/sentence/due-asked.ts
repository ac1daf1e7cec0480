import { isAnyOf } from '../words/any-of.ts';
import { joinedWords, type Token, wordAt } from '../words/token.ts';

/** Whether it is asked when something has to be paid: "when is my phone bill due?", "what day do I have to pay the rent by?" */

const BILL =
  /^(?:bills?|payments?|rent|mortgage|loans?|insurance|premiums?|subscriptions?|memberships?|cards?|visa|mastercard|amex|invoices?|fees?|tax|taxes|tuition|lease|utilities|electricity|instalments?|installments?)$/;
const CHARGED = /^(?:cards?|visa|mastercard|amex|fees?|tax|taxes|if)$/;
const OWED = /^(?:due|overdue|deadline)$/;
const PAYING =
  /^(?:pay|paying|paid|payed|owe|bill|payment|premium|payday|paycheck|paycheque|salary|wages|instalment|installment)$/;
const TIME =
  /^(?:(?:how (?:do|can)|where (?:do|can|should)) (?:i|we) (?:find|know|check|see|look|learn|locate)(?: out| for)? )?(?:when|what time|by when|how (?:long|soon|late|many (?:more )?days|much (?:more |longer |time))|(?:(?:on|by) )?(?:what|which) (?:day|date|time)|(?:what is |tell )?the (?:last|latest|final) (?:day|date|i|we|time))\b/;
const TO_PAY =
  /\b(?:(?:do|must|should|can|could|will) (?:i|we)|i|we) (?:(?:have|need|got|supposed|left) )*(?:must |should |can )?(?:to )?(?:pay|owe)\b|\b(?:needs?|has|have) (?:to be )?pa(?:id|yed)\b|\b(?:should|must|will)(?: \w+){0,4} be pa(?:id|yed)\b|\bto pay\b/;
const YES_NO_TO_PAY =
  /^(?:do|must|have|am|are|will) (?:i|we) (?:(?:still|have|need|got|to) )*(?:pay|paying)\b/;
const NEXT = /^(?:when|(?:what|which) (?:day|date)) (?:is|are|will|does|do)\b/;
const NEXT_BILL = /^(?:bill|payment|premium|instalment|installment)$/;
const PAYDAY =
  /^(?:(?:when|(?:(?:on|by) )?(?:what|which) (?:day|date)) (?:is|are|do|does|will) |how (?:long|soon|many (?:more )?days) (?:is it )?(?:until|till|to|before) )(?:(?:i|we) (?:get|be|am|next get|getting|going to get) paid|(?:my |the |our )?(?:next |coming )?(?:payday|pay day|paycheck|paycheque|salary|wages)(?: (?:due|coming|come|comes|arrive|arrives|arriving|paid|be paid)(?: in| through)?)?)$/;

/** @param isNamed whether a payee or a category on record is named */
export function asksWhenDue(tokens: readonly Token[], isNamed: () => boolean): boolean {
  const has = (pattern: RegExp) => tokens.some(({ word }) => pattern.test(word));
  const isOwed = tokens.some(
    ({ word }, at) => OWED.test(word) && !isAnyOf(wordAt(tokens, at + 1), 'to from respect'),
  );
  if (!isOwed && !has(PAYING)) return false;
  if (isOwed && (has(BILL) || isNamed())) return true;
  const words = joinedWords(tokens);
  if (PAYDAY.test(words) || (NEXT.test(words) && has(/^next$/) && has(NEXT_BILL))) return true;
  // "Do I pay fees if I use my card?" asks what is charged.
  if (YES_NO_TO_PAY.test(words)) return (has(BILL) && !has(CHARGED)) || isNamed();
  // "When did I pay the garage?" asks for what was done.
  return TIME.test(words) && TO_PAY.test(words) && !has(/^(?:did|was|were|attention|heed)$/);
}

/** Whether it is one's pay that is asked for. */
export function asksForPayday(tokens: readonly Token[]): boolean {
  return PAYDAY.test(joinedWords(tokens));
}
