import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Reply } from '../../protocol/reply.ts';
import type { AskedQuestion, AskedSentence } from './corpus-run.ts';

/**
 * The whole answers of the corpus, as they were when last recorded. What an answer must say leaves its wording open; here a
 * reviewer sees what a change does to the answers it was not made for. `npm run questions -- --record` records them anew.
 * The kept-out part is not recorded.
 */

const FOLDER = path.resolve(import.meta.dirname, '../corpus/recorded');
/** Questions by their answer: many get the same one. */
const RECORDED_FILE = z.record(z.string(), z.array(z.string()));

/** An answer as text, under the file of its question. */
export interface Recorded {
  readonly from: string;
  /** The question, after the earlier ones of its session. */
  readonly key: string;
  readonly answer: string;
}

export function recordedQuestion({ question, reply }: Pick<AskedQuestion, 'question' | 'reply'>): Recorded {
  const account = question.account === 'main' ? '' : `(${question.account}) `;
  return {
    from: question.from,
    key: account + [...question.after, question.ask].join(' → '),
    answer: textOf(reply),
  };
}

export function recordedSentence({ text, reply }: Pick<AskedSentence, 'text' | 'reply'>): Recorded {
  return { from: 'foreign', key: text, answer: textOf(reply) };
}

/** Writes the answers of all files in place of those recorded before. */
export function writeRecorded(answers: readonly Recorded[], folder = FOLDER): void {
  const files = new Map<string, Record<string, string[]>>();
  for (const { from, key, answer } of answers) {
    const file = files.get(from) ?? {};
    files.set(from, file);
    file[answer] ??= [];
    file[answer].push(key);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [from, file] of files) {
    writeFileSync(path.join(folder, `${from}.json`), `${JSON.stringify(file, null, 2)}\n`);
  }
}

/** Compares answers with the recorded ones. */
export class RecordedAnswers {
  /** Answers of each file by their question. */
  readonly #files = new Map<string, ReadonlyMap<string, string>>();

  readonly #folder: string;

  constructor(folder = FOLDER) {
    this.#folder = folder;
  }

  /** Those that differ from what was recorded, as one text each that shows both. */
  changesOf(answers: readonly Recorded[]): readonly string[] {
    return answers.flatMap(({ from, key, answer }) => {
      const recorded = this.#file(from).get(key) ?? 'nothing, see `npm run questions -- --record`';
      return recorded === answer ? [] : [`${key}\n  recorded: ${recorded}\n  now:      ${answer}`];
    });
  }

  #file(from: string): ReadonlyMap<string, string> {
    const known = this.#files.get(from);
    if (known !== undefined) return known;
    const file = path.join(this.#folder, `${from}.json`);
    const read = RECORDED_FILE.parse(JSON.parse(readFileSync(file, 'utf8')));
    const byQuestion = new Map(
      Object.entries(read).flatMap(([answer, keys]) => keys.map((key) => [key, answer] as const)),
    );
    this.#files.set(from, byQuestion);
    return byQuestion;
  }
}

/** All that a client is told; its rows, and what is alike in nearly all answers, as a digest. */
function textOf(reply: Reply): string {
  const { text, intent, count, ...others } = reply;
  const digest = createHash('sha256').update(JSON.stringify(others)).digest('hex').slice(0, 6);
  return `${text} [${intent} ${count} ${digest}]`;
}
