import { watchLockFile } from '../../../contract/home-files.ts';
import { isExternallySupervised } from '../../../contract/phantom-origins.ts';
import { ProcessLock } from '../../../supervisor/registry/process-lock.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const NOBODY: Problem = {
  severity: 'warning',
  symptom: 'Nothing restarts the listener when it crashes',
  advice:
    'Start the supervisor: `hal-listener watch --detach`. With the machine: `hal-listener autostart install`',
};
const TWO: Problem = {
  severity: 'warning',
  symptom: 'Two supervisors keep the listener running',
  advice: 'One is enough: end the panel, tray app or watch that you do not need.',
};

/** Who restarts the listener. */
export const supervisorsCheck: Check = {
  id: 'supervisors',
  title: 'Supervisor',
  problems: [NOBODY, TWO],
  async run(diagnosis) {
    const result = await diagnosis.find();
    if (result.kind === 'hidden') return [unknown(result.why)];
    const { options } = diagnosis.supervisor;
    const lock = new ProcessLock({ ...options, file: watchLockFile(undefined) });
    const holder = await lock.holder();
    const running = await diagnosis.running();
    const owner = running?.status.owner;
    const external = running !== undefined && isExternallySupervised(running.registration.origin);
    if (external && holder !== undefined)
      return [found(TWO, `${running.registration.origin}, and ${holder.by} (PID ${holder.pid})`)];
    if (external) return [ok(running.registration.origin)];
    if (owner !== undefined && holder !== undefined && owner.pid !== holder.pid)
      return [found(TWO, `${owner.by} (PID ${owner.pid}), and ${holder.by} (PID ${holder.pid})`)];
    const supervisor = owner ?? holder;
    if (supervisor !== undefined) return [ok(`${supervisor.by}, PID ${supervisor.pid}`)];
    return [running === undefined ? ok('none, and no listener') : found(NOBODY)];
  },
};
