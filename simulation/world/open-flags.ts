import { constants } from 'node:fs';

/** How a file is opened, whether it was said as `wx` or in bits. */
export interface OpenFlags {
  readonly read: boolean;
  readonly write: boolean;
  readonly append: boolean;
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
}

/** @throws RangeError for a word that is none */
export function parseOpenFlags(flags: string | number = 'r'): OpenFlags {
  if (typeof flags === 'number') return ofBits(flags);
  const match = /^([rwa])(x?)(s?)(\+?)(x?)$/.exec(flags);
  if (match === null) throw new RangeError(`flags ${flags} are not simulated`);
  const [, letter, before, , plus, behind] = match;
  return {
    read: letter === 'r' || plus === '+',
    write: letter !== 'r' || plus === '+',
    append: letter === 'a',
    create: letter !== 'r',
    exclusive: before === 'x' || behind === 'x',
    truncate: letter === 'w',
  };
}

function ofBits(bits: number): OpenFlags {
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    read: !has(constants.O_WRONLY),
    write: has(constants.O_WRONLY) || has(constants.O_RDWR),
    append: has(constants.O_APPEND),
    create: has(constants.O_CREAT),
    exclusive: has(constants.O_EXCL),
    truncate: has(constants.O_TRUNC),
  };
}
