import type { BenchContext, Row } from './row.ts';
import { bounds } from './rows/bounds.ts';
import { cpu, memory } from './rows/cpu-and-memory.ts';
import { crowd } from './rows/crowd.ts';
import { fleet, storm } from './rows/fleet.ts';
import { growth } from './rows/growth.ts';
import { instructions } from './rows/instructions.ts';
import { control, start } from './rows/lifecycle.ts';
import { logLine } from './rows/log-line.ts';
import { heap, panel } from './rows/panel.ts';
import { qm } from './rows/qm.ts';
import { qmCount } from './rows/qm-count.ts';
import { speech } from './rows/speech.ts';
import { spending } from './rows/spending.ts';
import { sessionStore } from './rows/store.ts';
import { messages, queries } from './rows/throughput.ts';

export interface Group {
  readonly measure: (context: BenchContext) => Promise<readonly Row[]>;
  /** Names of programs that are measured, though the benchmark does not start them. */
  readonly programs?: readonly string[];
  /** Its figures are the same beside any other program. */
  readonly anyLoad?: true;
}

/** The processes of QM's sessions, and its licence daemon. */
const QM = ['qm', 'qmlnxd'];

/** What `--only` chooses from, in the order of the table. */
export const GROUPS: Readonly<Record<string, Group>> = {
  messages: { measure: messages },
  queries: { measure: queries },
  store: { measure: sessionStore },
  qm: { measure: qm, programs: QM },
  count: { measure: qmCount, programs: QM },
  spending: { measure: spending, programs: QM },
  speech: { measure: speech },
  memory: { measure: memory },
  cpu: { measure: cpu },
  start: { measure: start },
  control: { measure: control },
  panel: { measure: panel },
  crowd: { measure: crowd },
  log: { measure: logLine },
  bounds: { measure: bounds },
  fleet: { measure: fleet },
  storm: { measure: storm },
  growth: { measure: growth },
  heap: { measure: heap, anyLoad: true },
  instructions: { measure: instructions, anyLoad: true },
};
