import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { readFileSync } from '../../../lib/read-file.ts';
import { PcmReader } from '../pcm-reader.ts';
import { recognitionServer, saying } from './recognition-server.ts';
import type { Sound } from './sounds.ts';

/** A real voice and a real recognizer, as Debian has them. */

/** Why they cannot be used here; undefined if they can. */
export function missingEngines(): string | undefined {
  const missing = ['espeak-ng', 'pocketsphinx_continuous'].filter((tool) => {
    try {
      execFileSync('which', [tool], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (missing.length === 0) return undefined;
  return `no ${missing.join(' and ')} here: apt-get install espeak-ng pocketsphinx pocketsphinx-en-us`;
}

/** A text spoken, as espeak-ng writes it: a WAV file at 22.05 kHz. */
export function spokenFile(text: string): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-voice-'));
  try {
    const file = path.join(folder, 'voice.wav');
    execFileSync('espeak-ng', ['-v', 'en-us', '-s', '140', '-w', file, text]);
    return readFileSync(file, 10_000_000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same at 16 kHz. */
export const spoken = (text: string): Sound => new PcmReader().bytes(spokenFile(text)) as Sound;

/** A server that recognizes with pocketsphinx, which knows these sentences and no others. */
export async function sphinxServer(sentences: readonly string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-sphinx-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const words = sentences.map((sentence) => sentence.toLowerCase().replace(/[^a-z' ]/g, ''));
  const grammar = path.join(folder, 'questions.jsgf');
  writeFileSync(grammar, `#JSGF V1.0;\ngrammar questions;\npublic <question> = ${words.join(' | ')};\n`);
  let files = 0;
  return await recognitionServer((response, { wav }) => {
    files += 1;
    const file = path.join(folder, `${files}.wav`);
    writeFileSync(file, wav);
    execFile(
      'pocketsphinx_continuous',
      ['-infile', file, '-jsgf', grammar, '-logfn', '/dev/null'],
      (_, out) => saying(out.trim().split('\n').at(-1) ?? '')(response, {} as never),
    );
  });
}
