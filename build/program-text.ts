import { createHash } from 'node:crypto';

/** The text of the shipped program, which `lib/compiled-script.ts` runs. */

const PARAMETERS = 'exports, require, module, __filename, __dirname';

/** The text of a CommonJS module as the function that Node would make of it, below a line that names its content. */
export function expressionOf(code: string): string {
  const text = `(function (${PARAMETERS}) {${code}\n})\n`;
  return `// ${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n${text}`;
}

/** Such an expression as a module again, which calls it. */
export function calledOf(expression: string): string {
  return `${expression}(${PARAMETERS});\n`;
}
