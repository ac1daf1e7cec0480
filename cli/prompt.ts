import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** What a command asks of whoever typed it, on the standard streams of this process. */

/** Asks in the terminal. @param question as it is shown */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

/** Asks for a secret: readline shows what is typed on its output, and this one shows nothing. */
export async function askSecret(question: string): Promise<string> {
  process.stdout.write(question);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

/** The text of a pipe or a file on standard input; what is over the length that a setting may have is cut off. */
export async function readInput(): Promise<string> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > MAX_INPUT_LENGTH) break;
  }
  return text;
}

const MAX_INPUT_LENGTH = 64 * 1024;
