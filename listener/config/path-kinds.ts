import { type Kind, text, trimmed } from './kinds.ts';

/**
 * A path, made absolute where it was said: from the working folder for a flag or the environment, from the
 * file's own folder for QMCONFIG and config.json, so that a detached listener means the same place.
 */
export function path(noun: string): Kind<string> {
  const line = text(noun, 1024);
  return {
    ...line,
    allowed: 'a path without quotes',
    placeholder: 'path',
    parse: (raw, place) => {
      const parsed = line.parse(raw, place);
      if (parsed === undefined || /^["']/.test(parsed.value)) return undefined;
      return { value: place.resolve(parsed.value) };
    },
  };
}

/** A program: a path, or a bare name that is looked for in PATH when it is needed. */
export const program: Kind<string> = {
  ...path('a program'),
  allowed: 'a program name, or a path without quotes',
  placeholder: 'program',
  parse: (raw, place) => {
    const name = trimmed(raw);
    return /^[\w.-]+$/.test(name) ? { value: name } : path('a program').parse(raw, place);
  },
};
