/**
 * Words with which a part of a question may restrict it, leave something out, or put it right. A part that has none of
 * them may be looked at by itself.
 */

/** Words that deny, leave out, add to or take back what was said. */
export const EXCLUDING: ReadonlySet<string> = new Set(
  (
    'not no never none nothing only except excluding including without with besides beside but instead rather if unless ' +
    'or than mean means meant wait total each'
  ).split(' '),
);

/** The same, and words that place, choose or compare. */
export const RESTRICTING: ReadonlySet<string> = new Set([
  ...EXCLUDING,
  ...(
    'within in at from by between more less over under above below when where which who whose that until till after ' +
    'during other others same one ones all every both any either last next first past while also'
  ).split(' '),
]);
