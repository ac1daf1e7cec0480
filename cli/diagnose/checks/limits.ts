import { readTextFileSync } from '../../../lib/read-file.ts';
import { counted } from '../../../wording/counted.ts';
import { formatBytes } from '../../../wording/format.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';

const FEW_FILES: Problem = {
  severity: 'warning',
  symptom: 'The listener may open fewer files than its clients need',
  advice:
    'Raise the limit where it is started (systemd: LimitNOFILE=4096), or allow fewer clients: `hal-listener config set maxConnections 30`',
};
const LITTLE_MEMORY: Problem = {
  severity: 'warning',
  symptom: 'The system gives the listener less memory than it may need',
  advice:
    'Raise the limit of its service or container (systemd: MemoryMax=), or lower the alarm: `hal-listener config set alarmRss 100MB`',
};
const ALARM: Problem = {
  severity: 'problem',
  symptom: 'The listener uses more memory than its alarm allows',
  advice: 'Look who is connected: `hal-listener connections`. To release the memory: `hal-listener restart`',
};

/** Files that the listener has open beside its clients: logs, sockets, sessions of QM. */
const OTHER_FILES = 100;

/** Open files and memory of the running listener. */
export const limitsCheck: Check = {
  id: 'limits',
  title: 'Limits',
  problems: [FEW_FILES, LITTLE_MEMORY, ALARM],
  async run(diagnosis) {
    const running = await diagnosis.running();
    if (running === undefined) return [ok('the listener does not run')];
    if (process.platform !== 'linux') return [ok('this system has none of its own')];
    const { pid, connections } = running.status;
    const { alarmRss } = diagnosis.config;
    const limits = readProc(`/proc/${pid}/limits`);
    const status = readProc(`/proc/${pid}/status`);
    if (limits === undefined || status === undefined)
      return [
        unknown(`the limits of process ${pid} cannot be read`, 'Run this as the user of the listener.'),
      ];
    const files = Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
    const rss = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const memory = memoryLimit(readProc(`/proc/${pid}/cgroup`));
    const needed = connections.max + OTHER_FILES;
    const findings: Finding[] = [];
    if (files < needed)
      findings.push(
        found(
          FEW_FILES,
          `${counted(files, 'file')}, and ${counted(connections.max, 'client needs', 'clients need')} ${needed}`,
        ),
      );
    if (memory < alarmRss)
      findings.push(found(LITTLE_MEMORY, `limit ${formatBytes(memory)}, alarm ${formatBytes(alarmRss)}`));
    if (rss > alarmRss) findings.push(found(ALARM, `${formatBytes(rss)}, alarm ${formatBytes(alarmRss)}`));
    if (findings.length > 0) return findings;
    const most = Number.isFinite(memory) ? ` of ${formatBytes(memory)}` : '';
    return [
      ok(`${Number.isFinite(files) ? files : 'any number of'} files; ${formatBytes(rss)}${most} memory`),
    ];
  },
};

/** The smallest limit of its control groups (cgroup v2), bytes. */
function memoryLimit(groups: string | undefined): number {
  const group = /^0::(\/.*)$/m.exec(groups ?? '')?.[1] ?? '/';
  const parts = group.split('/').filter((part) => part !== '');
  const limits = parts.map((_, index) => {
    const folder = parts.slice(0, index + 1).join('/');
    const text = readProc(`/sys/fs/cgroup/${folder}/memory.max`);
    return /^\d+/.test(text ?? '') ? Number.parseInt(text ?? '', 10) : Number.POSITIVE_INFINITY;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...limits);
}

function readProc(file: string): string | undefined {
  try {
    return readTextFileSync(file);
  } catch {
    return undefined;
  }
}
