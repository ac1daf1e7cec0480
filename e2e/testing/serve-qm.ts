import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DiagnosedQm } from '../../cli/testing/diagnosed-qm.ts';

/** Serves a QM of the tests until the standard input ends, and prints its port. */
const folder = mkdtempSync(path.join(tmpdir(), 'qmsys-'));
const qm = await DiagnosedQm.start(folder);
// As text: a console would color a number.
console.log(String(qm.server.port));
process.stdin.resume().once('end', async () => {
  await qm.server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
