/** The first number of phantoms that QM did not number: QM's own user numbers stay below. */
export const FIRST_USER_NO = 10_001;

/** The lowest number from 10001 up that is not taken. */
export function lowestFreeUserNo(taken: Iterable<number>): number {
  const numbers = new Set(taken);
  let userNo = FIRST_USER_NO;
  while (numbers.has(userNo)) userNo += 1;
  return userNo;
}
