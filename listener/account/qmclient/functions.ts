/**
 * The QMClient functions we use and their numbers (QMClient spec §2). ClearFile, FileLock and FileUnlock
 * (31 to 33) act on the wrong file (§0 H2) and are left out, so no request can name them.
 */
export const FUNCTION = {
  quit: 1,
  getError: 2,
  account: 3,
  open: 4,
  close: 5,
  read: 6,
  readu: 9,
  select: 11,
  readNext: 12,
  clearSelect: 13,
  readList: 14,
  release: 15,
  write: 16,
  delete: 18,
  call: 20,
  execute: 21,
  respond: 22,
  endCommand: 23,
  login: 24,
  localLogin: 25,
} as const;

export type FunctionName = keyof typeof FUNCTION;
