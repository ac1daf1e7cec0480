import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';

const LINES_A_PIECE = 1_000;

/** A thousand lines as the listener writes them, a warning and an error among them. */
function piece(): Buffer {
  const lines = Array.from({ length: LINES_A_PIECE }, (_, number) => {
    const level = number === 500 ? 'ERROR' : number % 100 === 99 ? 'WARN ' : 'INFO ';
    return `2026-11-23 05:06:07.${String(number).padStart(3, '0')} ${level} server  client left client=192.0.2.7:50507 code=1001 reason="going away" ms=412006 queries=18 n=${number}\n`;
  });
  return Buffer.from(lines.join(''));
}

/** Writes a log of so many lines, in thousands. */
export function writeLines(file: string, thousands: number): void {
  const bytes = piece();
  const log = openSync(file, 'a');
  for (let written = 0; written < thousands; written += 1) writeSync(log, bytes);
  closeSync(log);
}

/** Adds a thousand lines, again and again. @returns what ends it */
export function streamLines(file: string, everyMs: number): () => void {
  const bytes = piece();
  const timer = setInterval(() => appendFileSync(file, bytes), everyMs);
  return () => clearInterval(timer);
}
