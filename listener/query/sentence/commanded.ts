import type { DeclineReason } from '../meaning/query.ts';
import { isAnyOf } from '../words/any-of.ts';
import { OTHERS } from '../words/core-words.ts';
import { CALLS, CHANGES, REMINDERS } from '../words/declined-words.ts';
import { hasAny } from '../words/pattern.ts';
import type { Token } from '../words/token.ts';

const JUDGED = new Set('take skip stop start double increase decrease cut drop'.split(' '));

/** What only others can do: change, remind, call. */
export function commanded(tokens: readonly Token[], reminds: boolean): DeclineReason | undefined {
  if (reminds || hasAny(REMINDERS, tokens)) return 'reminder';
  const words = tokens.map(({ word }) => word);
  const lead = [
    'to',
    'i want to',
    'i need to',
    'i would like to',
    'i have to',
    'i want you to',
    'i need you to',
    'let us',
    'help me',
    'help me to',
    'do',
    'go ahead and',
    'you need to',
    'can i',
    'could i',
    'may i',
    'i want',
    'i need',
    'i would like',
    'do not',
    'never',
    'please',
    'please to',
    'to',
    'then',
    'then to',
    'how do i',
    'how can i',
    'i am going to',
    'we need to',
    'we should',
    'i will',
  ].find((phrase) => words.join(' ').startsWith(`${phrase} `));
  const at = lead === undefined ? 0 : lead.split(' ').length;
  const verb = words[at] ?? '';
  const next = words[at + 1] ?? '';
  // "Stop"-ped, "refill"-s and "calls" are no commands, nor is a noun by itself.
  if (
    CALLS.has(verb) &&
    next !== '' &&
    !NUMBERS.has(next) &&
    // "Phone for Prof. Müller?"
    !(verb === 'phone' && isAnyOf(next, 'for of')) &&
    // "How do I ring Dr. Chen?" asks for the number.
    lead?.startsWith('how') !== true &&
    (at > 0 || verb !== 'contact')
  )
    return isNumber(words, at) ? undefined : 'call';
  if (!CHANGES.has(verb) || next === '') return undefined;
  // "Pay in September" is what came in.
  if (verb === 'pay' && at === 0 && isAnyOf(next, 'in for this last since during of')) return undefined;
  // "Schedule for December" is a heading.
  if (verb === 'schedule' && at === 0 && words.slice(1).every((word) => OF_TIME.test(word))) return undefined;
  // "Add up my Starbucks spending" is to be reckoned.
  if (verb === 'add' && isAnyOf(next, 'up together')) return undefined;
  // "Start date of Lipitor", "refill count".
  if (next === 'date' || next === 'dates') return undefined;
  if (verb === 'refill' && at === 0 && isAnyOf(next, 'count total number numbers status')) return undefined;
  // "Confirm that I am allergic to ..." asks.
  if (verb === 'confirm' && isAnyOf(next, 'that whether if')) return undefined;
  if (lead?.startsWith('how') && verb === 'take') return undefined;
  // "Can I skip my Lipitor?" asks for a judgement.
  if (/^(can|could|may) i$/.test(lead ?? '') && JUDGED.has(verb)) return undefined;
  return 'change';
}

const OF_TIME =
  /^(?:for|on|of|in|this|next|the|coming|week|weekend|month|year|today|tomorrow|tonight|morning|afternoon|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|\d+(?:st|nd|rd|th)?)$/;

const NUMBERS = new Set('number numbers no nr num'.split(' '));

/** "phone number of ..." */
function isNumber(words: readonly string[], at: number): boolean {
  // "Phone endocrinologist" is a heading; one calls "the" or "my" doctor.
  const isBare =
    words.length === 2 &&
    at === 0 &&
    !OTHERS.has(words[1] ?? '') &&
    !isAnyOf(words[1] ?? '', 'him her home them dr doctor');
  if (words[at] === 'phone' && (isBare || words[at + 1] === 'of')) return true;
  return words.slice(at + 1, at + 4).some((word) => NUMBERS.has(word)) && words[at] === 'phone';
}
