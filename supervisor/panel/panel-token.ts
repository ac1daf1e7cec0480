import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 bits, new for every run: a link of an earlier run opens nothing. */
export function newPanelToken(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in a time that tells neither how much was right nor how long it should be. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

/** Of `Authorization: Bearer ...`; undefined where there is none. */
export function bearer(authorization: string | undefined): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(authorization ?? '')?.[1];
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
