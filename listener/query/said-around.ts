import { CLOSINGS, FILED, OPENINGS, REMINDING } from './core-words.ts';
import { CALLS, CHANGES, REMINDERS } from './declined-words.ts';
import { hasAny } from './pattern.ts';
import type { DeclineReason } from './query.ts';
import type { Token } from './words.ts';

/** What is said around a question, and what is no question at all: greetings, "and ...", commands. */

/** A question without what is said around it. */
export function stripped(all: readonly Token[]): {
  tokens: readonly Token[];
  shows: boolean;
  reminds: boolean;
  filed: boolean;
} {
  let tokens = all;
  let filed = false;
  let shows = false;
  for (;;) {
    const words = tokens.map(({ word }) => word);
    const opening = OPENINGS.find(
      (phrase) => phrase.length < words.length && phrase.every((word, index) => words[index] === word),
    );
    const reminding =
      REMINDING.every((word, index) => words[index] === word) &&
      /^(what|which|when|where|who|how)$/.test(words[2] ?? '');
    if (opening === undefined && !reminding) break;
    const length = opening?.length ?? REMINDING.length;
    shows ||=
      reminding || length > 1 || ['show', 'list', 'display', 'read', 'check', 'see'].includes(words[0] ?? '');
    tokens = tokens.slice(length);
  }
  const about = tokens[0]?.word;
  if ((about === 'about' || about === 'of') && tokens.length > 1 && tokens !== all) tokens = tokens.slice(1);
  for (;;) {
    const words = tokens.map(({ word }) => word);
    const closing = CLOSINGS.find(
      (phrase) =>
        phrase.length < words.length &&
        phrase.every((word, index) => words[words.length - phrase.length + index] === word),
    );
    if (closing === undefined) break;
    filed ||= FILED.has(closing.join(' '));
    tokens = tokens.slice(0, -closing.length);
  }
  const last = tokens.at(-1);
  if (last !== undefined && !last.last) tokens = [...tokens.slice(0, -1), { ...last, last: true }];
  return { tokens, shows, filed, reminds: all.some(({ word }) => word === 'remind') && !shows };
}

export function withoutAnd(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map(({ word }) => word);
  const lead = [
    ['and', 'what', 'about'],
    ['and', 'how', 'about'],
    ['what', 'about'],
    ['how', 'about'],
    ['and'],
    ['or'],
    ['but'],
    ['also'],
  ].find((phrase) => phrase.length < words.length && phrase.every((word, index) => words[index] === word));
  return lead === undefined ? tokens : tokens.slice(lead.length);
}

/** What only others can do: change, remind, call. */
export function commanded(tokens: readonly Token[], reminds: boolean): DeclineReason | undefined {
  if (reminds || hasAny(REMINDERS, tokens)) return 'reminder';
  const words = tokens.map(({ word }) => word);
  const lead = [
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
    !['number', 'numbers'].includes(next) &&
    (at > 0 || verb !== 'contact')
  )
    return isNumber(words, at) ? undefined : 'call';
  if (!CHANGES.has(verb) || next === '') return undefined;
  if (lead?.startsWith('how') && verb === 'take') return undefined;
  return 'change';
}

/** "phone number of ..." */
function isNumber(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 4).includes('number') && words[at] === 'phone';
}
