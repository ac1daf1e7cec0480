import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portVerb } from './port.ts';
import { CliFailure } from './terminal.ts';
import { recordedTerminal, typed } from './testing/terminal.ts';

/** Another program with an open port. */
async function foreignListener(): Promise<{ readonly child: ChildProcess; readonly port: string }> {
  const script =
    'const s=require("net").createServer().listen(0,"127.0.0.1",()=>console.log(s.address().port))';
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [chunk] = await once(child.stdout, 'data');
  return { child, port: String(chunk).trim() };
}

function terminalOfItsOwn() {
  const home = mkdtempSync(path.join(tmpdir(), 'hal-port-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return recordedTerminal({ HAL_LISTENER_HOME: home });
}

describe.runIf(process.platform === 'linux')('port', () => {
  it('says who has the port, and that it is not the listener', async () => {
    const { child, port } = await foreignListener();
    const terminal = terminalOfItsOwn();
    await expect(typed(portVerb(terminal), '--port', port)).rejects.toThrow(CliFailure);
    expect(terminal.output()).toMatch(new RegExp(`Port ${port}: node \\(PID ${child.pid}, user `));
    expect(terminal.output()).toContain('addresses 127.0.0.1');
  });

  it('ends the program only when the operator says yes', async () => {
    const { child, port } = await foreignListener();
    const questions: string[] = [];
    const answering = (answer: boolean) => async (question: string) => {
      questions.push(question);
      return answer;
    };
    const terminal = terminalOfItsOwn();
    const run = (answer: boolean) =>
      typed(portVerb(terminal, answering(answer)), '--port', port, '--stop-owner');
    await expect(run(false)).rejects.toThrow('Nothing was changed');
    expect(child.signalCode).toBeNull();
    const exited = once(child, 'exit');
    await run(true);
    await exited;
    expect(questions[1]).toContain(`PID ${child.pid}`);
    expect(terminal.output()).toContain('Stopped node');

    await typed(portVerb(terminal), '--port', port);
    expect(terminal.output()).toContain(`Port ${port} is free`);
  });
});
