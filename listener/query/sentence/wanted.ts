import { joinedWords, type Token } from '../words/token.ts';

/** "Get me an appointment", "refund me", "repeat that", "..., please book one": what is to be done, and not to be told. */

const ASKED_TO =
  /^(?:(?:please|yes|no|thanks|thank you|just|so|ok|okay|then|and|can you|could you|will you|would you) )+/;
const WANTED: readonly RegExp[] = [
  /^(?:get|give|grant) (?:me|us) (?:(?:a|an|another) (?:new )?(?:appointment|refund|visit|prescription|loan|credit card)|(?:my|the) (?:refund|money back))(?: (?:please|now|for|from|with|at|on|today|tomorrow|next|this)\b.*)?$/,
  /^(?:(?:is it|would it be) possible(?: for me)? to|(?:can|could|may) i) (?:get|have|make) (?:a|an|another) (?:new )?(?:appointment|refund|visit|prescription|loan|credit card)\b/,
  /^refund (?:me|us|my|the|this|that|it)\b/,
  /^rent (?:me|us) /,
  /^repeat (?:me )?(?:my|the last|that|this|it|after|your|what)\b/,
];
/** Behind what it is said of. */
const TO_DO =
  /^(?:(?:please|can you|could you|then|and|so) )*(?:book|schedule|cancel|reschedule|order|buy|send) (?:it|one|me|that|this|them)\b/;

export function isWanted(tokens: readonly Token[]): boolean {
  const said = joinedWords(tokens).replace(ASKED_TO, '');
  return WANTED.some((pattern) => pattern.test(said)) || clausesBehind(tokens).some((one) => TO_DO.test(one));
}

function clausesBehind(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ last }, at) =>
    last && at < tokens.length - 1 ? [joinedWords(tokens.slice(at + 1))] : [],
  );
}
