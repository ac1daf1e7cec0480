import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { ProgramOutput } from './program-output.ts';

class Stream extends EventEmitter {
  written = '';
  write(text: string): void {
    this.written += text;
  }
}

function output(): { stdout: Stream; stderr: Stream; program: ProgramOutput } {
  const [stdout, stderr] = [new Stream(), new Stream()];
  return { stdout, stderr, program: new ProgramOutput({ stdout, stderr }, 'npx hal-listener') };
}

const error = (code: string) => Object.assign(new Error(`write ${code}`), { code });

it('writes what may be shown, with the command that works here', () => {
  const { stdout, stderr, program } = output();
  program.out('client \u001b]0;x\u0007: hal-listener disconnect 3\n');
  program.err('Start it: hal-listener start\n');
  expect(stdout.written).toBe('client \\u001b]0;x\\u0007: npx hal-listener disconnect 3\n');
  expect(stderr.written).toBe('Start it: npx hal-listener start\n');
});

it('leaves JSON to programs, and still harmless to terminals', () => {
  const { stdout, program } = output();
  program.out('{"command": "hal-listener run", "name": "\u009b2J"}\n');
  expect(stdout.written).toBe('{"command": "hal-listener run", "name": "\\u009b2J"}\n');
  expect(JSON.parse(stdout.written)).toEqual({ command: 'hal-listener run', name: '\u009b2J' });
});

it('says once that standard output takes nothing more', () => {
  const { stdout, stderr, program } = output();
  stdout.emit('error', error('ENOSPC'));
  stdout.emit('error', error('ERR_STREAM_DESTROYED'));
  expect(stderr.written).toBe(
    'hal-listener: cannot write to standard output: no space left on the device (ENOSPC)\n',
  );
  expect(program.failed).toBe(true);
});

it('says nothing to a reader that has gone, and survives a standard error that has', () => {
  const { stdout, stderr, program } = output();
  stdout.emit('error', error('EPIPE'));
  stderr.emit('error', error('ENOSPC'));
  expect([stderr.written, program.failed]).toEqual(['', false]);
});
