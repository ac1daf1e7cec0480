import { arch, release, type } from 'node:os';
import { VERSION } from '../../../listener/version.ts';
import { type Check, found, ok, type Problem } from '../check.ts';

const OLD_RUNTIME: Problem = {
  severity: 'warning',
  symptom: 'The listener runs on a Node.js that gets no security updates any more',
  advice: 'Install Node.js 22 or later, or use the executable, which contains its own.',
};

/** The oldest release line that still gets security updates. */
const SUPPORTED_MAJOR = 22;

export interface Runtime {
  /** As `v22.23.3`. */
  readonly node: string;
}

/** The versions of product, runtime and system. */
export function versionsCheck({ node }: Runtime = { node: process.version }): Check {
  return {
    id: 'versions',
    title: 'Versions',
    problems: [OLD_RUNTIME],
    async run() {
      const text = `HAL Listener ${VERSION}, Node.js ${node}, ${type()} ${release()} ${arch()}`;
      const major = Number(/^v(\d+)/.exec(node)?.[1]);
      return [
        major < SUPPORTED_MAJOR ? found(OLD_RUNTIME, `Node.js ${node} gets no security updates`) : ok(text),
      ];
    },
  };
}
