import type { Kind } from './kinds.ts';

/**
 * A secret: any visible text, taken as it stands, spaces included. Its kind describes no value, so that no
 * message built from it can hold one.
 */
export function secret(longest: number): Kind<string | undefined> {
  return {
    noun: 'usable',
    allowed: `1 to ${longest} characters without line breaks or control characters`,
    placeholder: 'secret',
    parse: (raw) => {
      const usable = typeof raw === 'string' && raw !== '' && raw.length <= longest && !/\p{Cc}/u.test(raw);
      return usable ? { value: raw } : undefined;
    },
    format: (value) => (value === undefined ? '(not set)' : '(set)'),
  };
}
