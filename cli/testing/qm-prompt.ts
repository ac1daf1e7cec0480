import { spawn } from 'node:child_process';

/** How long one command of a test may take in QM, ms. */
const MAX_COMMAND_MS = 60_000;

/** The prompts of a real QM: one at the operating system, one at a terminal. */
export class QmPrompt {
  readonly #command: readonly [string, ...string[]];

  /** @param through a program with its arguments that runs qm */
  constructor(program: string, account: string, through: readonly string[] = []) {
    const [first, ...rest] = [...through, program];
    this.#command = [first ?? program, ...rest, '-quiet', `-a${account}`];
  }

  /** Types a command at the operating system, as `qm -aHAL "..."`. @returns what it prints, trimmed */
  async typed(command: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const [program, ...words] = this.#command;
    const { out } = await output(program, [...words, command], { ...process.env, ...env });
    return plain(out);
  }

  /**
   * Types lines at QM's own prompt, where it inverts the case of letters. The pipe is a shell's: QM takes Node's, which
   * are sockets, for a terminal that hung up, and it ends at once where its input is a file.
   *
   * @param lines each typed; '@' is half a second's wait and no line
   */
  async atTerminal(...lines: readonly string[]): Promise<string> {
    const keys = [...lines, 'QUIT']
      .map((line) => (line === '@' ? 'sleep 0.5' : `printf '%s\\n' ${quoted(line)}; sleep 0.2`))
      .join('; ');
    const script = `{ ${keys}; } | "$0" "$@"`;
    const { out } = await output('/bin/sh', ['-c', script, ...this.#command], process.env);
    return plain(out);
  }
}

/**
 * Runs a program without standard input. Node's default pipe is a socket, which QM sometimes takes for a terminal
 * that hung up: it then says "Process terminated" instead of its answer.
 */
function output(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly out: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGTERM'), MAX_COMMAND_MS);
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString('latin1');
    });
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve({ out });
    });
  });
}

/** Without carriage returns and the terminal's control sequences. */
function plain(text: string): string {
  const esc = String.fromCharCode(27);
  return text
    .replaceAll('\r', '')
    .replaceAll(new RegExp(`${esc}\\[[0-9;]*[A-Za-z]`, 'g'), '')
    .trim();
}

function quoted(line: string): string {
  return `'${line.replaceAll("'", "'\\''")}'`;
}
