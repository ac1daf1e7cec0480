import path from 'node:path';

/** Programs that run another one, which says more. */
const RUNNERS = /^(?:node|MainThread|python[\d.]*|bash|sh|dash|bun|deno)$/;

/**
 * The name under which a person knows a process: `vitest` rather than `node`.
 *
 * @param name the kernel's, `comm`
 * @param words its command line; empty where it is not known
 */
export function programName(name: string, words: readonly string[]): string {
  const [command = '', ...args] = words;
  // A process that gave itself a title: `node (vitest 3)`.
  const title = /^node \((\S+)/.exec(command)?.[1];
  if (title !== undefined) return title.replace(/\)$/, '');
  if (!RUNNERS.test(name)) return name;
  const at = args.findIndex((word) => !word.startsWith('-'));
  const script = args[at];
  // After `-e` and `-c` comes a program's text.
  if (script === undefined || args.slice(0, at).some((word) => /^-[ecp]+$/.test(word))) return name;
  const inside = script.replaceAll('\\', '/').split('/node_modules/').at(-1) ?? script;
  if (inside !== script && !/(?:^|\/)\.?bin\//.test(inside))
    return inside
      .split('/')
      .slice(0, inside.startsWith('@') ? 2 : 1)
      .join('/');
  const base = path.posix.basename(inside).replace(/\.[cm]?[jt]sx?$|\.py$/, '');
  // A program that was handed over as an open file: `/dev/fd/3`.
  return /^\d+$/.test(base) ? name : base;
}
