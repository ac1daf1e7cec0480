import { spawn } from 'node:child_process';

/** How long one command may take in QM, in ms. */
const MAX_COMMAND_MS = 60_000;

/** Types commands into a real QM, from the operating system's prompt or at QM's own. */
export class QmPrompt {
  readonly #command: readonly [string, ...string[]];

  /** @param through an optional program with its arguments that runs qm */
  constructor(program: string, account: string, through: readonly string[] = []) {
    const [first, ...rest] = [...through, program];
    this.#command = [first ?? program, ...rest, '-quiet', `-a${account}`];
  }

  /** Types a command at the operating system's prompt, as `qm -aHAL "..."`. @returns its output, trimmed */
  async typed(command: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const [program, ...args] = this.#command;
    const { out } = await output(program, [...args, command], { ...process.env, ...env });
    return plain(out);
  }

  /**
   * Types lines at QM's own prompt, which inverts the case of letters. The input is a shell's pipe: QM takes Node's,
   * which are sockets, for a terminal that hung up, and it ends at once if its input is a file.
   *
   * @param lines the lines to type; '@' waits half a second instead
   */
  async atTerminal(...lines: readonly string[]): Promise<string> {
    const keys = [...lines, 'QUIT']
      .map((line) => (line === '@' ? 'sleep 0.5' : `printf '%s\\n' ${quote(line)}; sleep 0.2`))
      .join('; ');
    const script = `{ ${keys}; } | "$0" "$@"`;
    const { out } = await output('/bin/sh', ['-c', script, ...this.#command], process.env);
    return plain(out);
  }
}

/**
 * Runs a program without standard input. Node's default pipe is a socket, which QM sometimes takes for a terminal that
 * hung up: it then prints "Process terminated" instead of its output.
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

/** Removes carriage returns and terminal control sequences. */
function plain(text: string): string {
  const esc = String.fromCharCode(27);
  return text
    .replaceAll('\r', '')
    .replaceAll(new RegExp(`${esc}\\[[0-9;]*[A-Za-z]`, 'g'), '')
    .trim();
}

function quote(line: string): string {
  return `'${line.replaceAll("'", "'\\''")}'`;
}
