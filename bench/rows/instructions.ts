import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { COUNTERS, type Counter, instructionsEach } from '../instructions/counters.ts';
import { type BenchContext, grouped, NOTHING, type Row, skipped } from '../row.ts';
import { temporaryHome } from '../server-process.ts';

const WHAT = 'instructions of a question, from its JSON to the frames of its answer';
/** With one thread and the same seeds the count differs little from run to run. */
const NODE_FLAGS = ['--single-threaded', '--random-seed=1', '--hash-seed=1'];
const PROGRAM = resolve(import.meta.dirname, 'question-loop.js');

/** Counts instructions, which other programs on the machine do not change. */
export async function instructions({ quick, note }: BenchContext): Promise<readonly Row[]> {
  const failures: string[] = [];
  for (const counter of COUNTERS) {
    const questions = quick ? counter.questions / 4 : counter.questions;
    note(`${grouped(questions)} questions under ${counter.name}, and then twice as many`);
    const shorter = await countOf(counter, questions);
    const longer = 'count' in shorter ? await countOf(counter, 2 * questions) : shorter;
    if (!('count' in shorter) || !('count' in longer)) {
      failures.push(`${counter.name} ${'why' in longer ? longer.why : 'failed'}`);
      continue;
    }
    const each = instructionsEach(shorter.count, longer.count, questions);
    return [
      {
        what: `${WHAT}, by ${counter.name}`,
        figure: each,
        ours: grouped(each),
        yardstick: `${grouped(questions)} and ${grouped(2 * questions)} questions`,
        ratio: NOTHING,
        aim: NOTHING,
        verdict: NOTHING,
        inProcess: true,
      },
    ];
  }
  return [skipped(WHAT, NOTHING, failures.join('; '))];
}

/** @throws Error if the questions themselves fail */
async function countOf(
  { words, read }: Counter,
  questions: number,
): Promise<{ readonly count: number } | { readonly why: string }> {
  const [command = '', ...args] = words;
  const counted = [process.execPath, ...NODE_FLAGS, PROGRAM, String(questions), temporaryHome()];
  const child = spawn(command, [...args, ...counted], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const stop = () => child.kill('SIGKILL');
  process.once('exit', stop);
  try {
    await once(child, 'close');
  } catch {
    return { why: 'is not installed' };
  } finally {
    process.off('exit', stop);
  }
  const count = read(errors);
  if (count === undefined) return { why: 'cannot count instructions here' };
  if (!out.includes('questions answered')) throw new Error(`the questions were not answered: ${errors}`);
  return { count };
}
