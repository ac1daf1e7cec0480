import { expect, it } from 'vitest';
import type { RunTool } from './run-tool.ts';
import { windows } from './windows.ts';

/** Unproven on Windows: these are the words we say and the answers we expect, not a recorded machine. */
function machine(answers: Readonly<Record<string, string>>): RunTool & { readonly ran: string[] } {
  const ran: string[] = [];
  const run: RunTool = async (program, args) => {
    const line = [program, ...args].join(' ');
    ran.push(line);
    const answer = Object.entries(answers).find(([args]) => line.includes(args))?.[1];
    if (answer === undefined) throw new Error(`${program} failed`);
    return answer;
  };
  return Object.assign(run, { ran });
}

const NETSTAT = '  TCP    0.0.0.0:8768           0.0.0.0:0              LISTENING       5664\r\n';

it('asks PowerShell, without a profile and never wmic', async () => {
  const run = machine({
    'Get-NetTCPConnection': '[{"LocalAddress":"::","OwningProcess":5664}]',
    'Get-Process -Id 5664': '{"Id":5664,"Name":"node","Command":"node x.cjs","User":"A\\\\b","Started":5}',
  });
  expect(await windows(run).portOwner(8768)).toEqual({
    kind: 'process',
    addresses: ['::'],
    process: { pid: 5664, name: 'node', command: 'node x.cjs', user: 'A\\b', startedAt: 5, start: 'epoch:5' },
  });
  expect(run.ran.join('\n')).toContain('-NoProfile');
  expect(run.ran.join('\n')).not.toMatch(/wmic/i);
});

it('falls back to netstat and tasklist where PowerShell is blocked', async () => {
  const run = machine({ 'netstat.exe': NETSTAT, 'PID eq 5664': '"node.exe","5664","Console","1","9 K"' });
  expect(await windows(run).portOwner(8768)).toEqual({
    kind: 'process',
    addresses: ['0.0.0.0'],
    process: { pid: 5664, name: 'node.exe' },
  });
});

it('names process 4 without asking, and a process nobody may see as hidden', async () => {
  const system = machine({ 'netstat.exe': NETSTAT.replace('5664', '4') });
  expect(await windows(system).portOwner(8768)).toMatchObject({ process: { pid: 4, name: 'System' } });
  const hidden = machine({ 'netstat.exe': NETSTAT });
  expect(await windows(hidden).portOwner(8768)).toEqual({ kind: 'hidden', addresses: ['0.0.0.0'] });
});

it('tells a port that Windows keeps for itself from a free one', async () => {
  const run = machine({ 'netstat.exe': '', netsh: '  8700        8799\r\n' });
  expect(await windows(run).portOwner(8768)).toEqual({ kind: 'reserved', from: 8_700, to: 8_799 });
  expect(await windows(run).portOwner(9_000)).toEqual({ kind: 'free' });
});

it('ends the process and its children, by force only when told', async () => {
  const run = machine({ taskkill: '' });
  await windows(run).terminate(5664, 'gently');
  await windows(run).terminate(5664, 'at-once');
  expect(run.ran).toEqual(['taskkill.exe /PID 5664 /T', 'taskkill.exe /PID 5664 /T /F']);
});

it('ends a process itself, by force, where taskkill cannot be run', async () => {
  const ended: number[] = [];
  const platform = windows(machine({}), (pid) => ended.push(pid));
  await expect(platform.terminate(5664, 'gently')).rejects.toThrow('taskkill');
  await platform.terminate(5664, 'at-once');
  expect(ended).toEqual([5664]);
});

it('finds listeners by their command line, and says where PowerShell cannot look', async () => {
  const rows = [
    { Id: 5664, Name: 'hal-listener.exe', Command: '"C:\\hal-listener.exe" run', Ports: [8768] },
    { Id: 7, Name: 'powershell.exe', Command: 'powershell.exe -Command "...LIKE \'%hal-listener%\'"' },
  ];
  const run = machine({ 'Get-CimInstance Win32_Process': JSON.stringify(rows) });
  const { programs, incomplete } = await windows(run).listenerPrograms();
  expect(programs.map(({ pid, ports }) => [pid, ports])).toEqual([[5664, [8768]]]);
  expect(incomplete).toBeUndefined();
  expect(await windows(machine({})).listenerPrograms()).toEqual({
    programs: [],
    incomplete: expect.stringContaining('PowerShell'),
  });
});
