import { appendFileSync } from 'node:fs';

const COMPONENTS = ['server', 'query', 'account', 'session'];
const MESSAGES = [
  'client connected client=192.0.2.23:50211 agent="HAL-Mac/2.4"',
  'client left client=192.0.2.31:50507 code=1001 reason="going away" ms=412006 queries=18',
  'session resumed session=hal_1eef_b2c4',
  'QM session opened host=qmserver:4243 seats=2',
];

/** Local time in the listener's format. */
function stamp(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().replace('T', ' ').slice(0, 23);
}

/** Appends lines in the listener's format; every 97th is a warning and every 400th an error. */
export function writeEvents(file: string, from: number, count: number): void {
  const lines: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    const level = number % 400 === 399 ? 'ERROR' : number % 97 === 96 ? 'WARN' : 'INFO';
    const component = COMPONENTS[number % COMPONENTS.length] ?? 'server';
    const message =
      level === 'ERROR'
        ? 'the query failed code=FILE_NOT_FOUND file=APPOINTMENT'
        : level === 'WARN'
          ? 'client refused reason=capacity status=503 since_last_line=1'
          : MESSAGES[number % MESSAGES.length];
    const at = stamp(Date.now() - (from + count - number) * 700);
    lines.push(`${at} ${level.padEnd(5)} ${component.padEnd(6)}  ${message} n=${number}`);
  }
  appendFileSync(file, `${lines.join('\n')}\n`);
}

export function writeGateway(file: string, count: number): void {
  const lines = Array.from({ length: count }, (_, number) => {
    const status = number % 60 === 59 ? 'error' : 'success';
    return `${stamp(Date.now() - (count - number) * 900)} query  client=192.0.2.23:50211 session=hal_1eef intent=MEDICATION.LIST ms=${number % 30} status=${status} rows=${number % 9}`;
  });
  appendFileSync(file, `${lines.join('\n')}\n`);
}
