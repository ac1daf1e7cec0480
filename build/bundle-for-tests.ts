import { buildParts } from './parts.ts';

/** Integration tests run the shipped file, so it is built first: a stale one would prove nothing. */
export const setup = buildParts;
