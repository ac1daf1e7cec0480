import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--allow-natives-syntax');

/**
 * Whether V8 keeps both objects in one hidden class. Where a piece of code makes a new one for each object, what
 * reads them looks every property up: on Node 20 that is so for a spread that is grown (`{ ...base, more }`).
 */
export const sameHiddenClass = new Function('one', 'other', 'return %HaveSameMap(one, other)') as (
  one: unknown,
  other: unknown,
) => boolean;
