import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  parseExcludedPorts,
  parseListeners,
  parseNetstat,
  parseProcess,
  parsePrograms,
  parseTasklist,
} from './windows-parsers.ts';

/**
 * Origins. netstat and tasklist: the format of transcripts from Windows Server 2019 and Windows 10 (also a Chinese
 * one) in public repositories, figures ours. netsh: the listing in the question "What is Administered port
 * exclusions in Windows 10" (developerload.com, from Stack Overflow), shortened. PowerShell: what our own script
 * is written to print; unproven on Windows.
 */
const NETSTAT = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       864
  TCP    0.0.0.0:8768           0.0.0.0:0              LISTENING       5664
  TCP    127.0.0.1:8768         127.0.0.1:53210        ESTABLISHED     5664
  TCP    127.0.0.1:53210        127.0.0.1:8768         ESTABLISHED     7012
  TCP    10.10.10.9:80          10.10.14.14:46640      CLOSE_WAIT      4
  TCP    [::]:8768              [::]:0                 LISTENING       5664
  TCP    [::]:445               [::]:0                 LISTENING       4
  UDP    0.0.0.0:8768           *:*                                    2340
`.replaceAll('\n', '\r\n');

const TASKLIST = [
  '"System Idle Process","0","Services","0","8 K","Unknown","NT AUTHORITY\\SYSTEM","2:29:41","暂缺"',
  '"System","4","Services","0","32 K","Unknown","暂缺","0:20:12","暂缺"',
  '"python.exe","5664","Console","1","30,256 K","Running","HALBOX\\anna","0:00:10","gateway, started"',
  '',
].join('\r\n');

const NETSH = `
Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      5357        5357
     49671       49770
     50000       50059     *

* - Administered port exclusions.
`.replaceAll('\n', '\r\n');

it('finds the listeners of a port in netstat, in any language', () => {
  const both = [
    { address: '0.0.0.0', pid: 5664 },
    { address: '::', pid: 5664 },
  ];
  expect(parseNetstat(NETSTAT, 8768)).toEqual(both);
  expect(parseNetstat(NETSTAT.replaceAll('LISTENING', 'ABHÖREN'), 8768)).toEqual(both);
  expect(parseNetstat(NETSTAT, 445)).toEqual([{ address: '::', pid: 4 }]);
  expect(parseNetstat(NETSTAT, 80)).toEqual([]);
  expect(parseNetstat(NETSTAT, 876)).toEqual([]);
});

/**
 * Lines of public transcripts of `netstat -ano`, figures ours: German ("Aktive Verbindungen", state ABHÖREN) and Japanese
 * ("アクティブな接続", with a wider first column, state in English) from notes and test data in public repositories; French
 * from class notes with `netstat -anob -p tcp` (state in English). A French state of several words is reported there too,
 * without a transcript.
 */
it.each([
  ['German', '  TCP    127.0.0.1:8768         0.0.0.0:0              ABHÖREN          19004'],
  ['French', '  TCP    127.0.0.1:8768         0.0.0.0:0              LISTENING       19004'],
  ['French, of words', "  TCP    127.0.0.1:8768         0.0.0.0:0              À L'ÉCOUTE      19004"],
  ['Japanese', '  TCP         127.0.0.1:8768         0.0.0.0:0              LISTENING       19004'],
  ['translated Japanese', '  TCP    127.0.0.1:8768         0.0.0.0:0              受信待ち        19004'],
  ['a destroyed', '  TCP    127.0.0.1:8768         0.0.0.0:0              ABH\uFFFDREN          19004'],
])('finds the listener in %s line', (_language, line) => {
  const established = line.replace('0.0.0.0:0 ', '10.0.0.9:51234 ').replace('19004', '7');
  const text = `\r\n\r\n${established}\r\n${line}\r\n  TCP    [::]:445   [::]:0   X   4\r\n`;
  expect(parseNetstat(text, 8768)).toEqual([{ address: '127.0.0.1', pid: 19_004 }]);
});

it('takes no state for a PID', () => {
  expect(parseNetstat('  TCP    0.0.0.0:8768    0.0.0.0:0    LISTENING\r\n', 8768)).toEqual([]);
  expect(parseNetstat('  TCP    0.0.0.0:8768    0.0.0.0:0\r\n', 8768)).toEqual([]);
});

it('finds name and user in tasklist by place', () => {
  expect(parseTasklist(TASKLIST, 5664)).toEqual({ pid: 5664, name: 'python.exe', user: 'HALBOX\\anna' });
  expect(parseTasklist(TASKLIST, 4)).toEqual({ pid: 4, name: 'System' });
  expect(parseTasklist(TASKLIST, 99)).toBeUndefined();
  expect(
    parseTasklist('INFO: No tasks are running which match the specified criteria.\r\n', 99),
  ).toBeUndefined();
});

/** The headings as German test data in public repositories has them. */
/** Names of SYSTEM in Microsoft's table of well-known accounts; the rest of the lines as in the transcripts above. Unproven. */
it.each([
  ['German', 'NT-AUTORITÄT\\SYSTEM', '1.012 K', 'Unbekannt', 'Nicht zutreffend'],
  ['French', 'AUTORITE NT\\Système', '1 012 Ko', 'Inconnu', 'N/A'],
  ['Japanese', 'NT AUTHORITY\\SYSTEM', '1,012 K', '不明', 'N/A'],
])('finds name and user in a %s tasklist', (_language, user, memory, state, title) => {
  const text = `"smss.exe","364","Services","0","${memory}","${state}","${user}","0:00:00","${title}"\r\n`;
  expect(parseTasklist(text, 364)).toEqual({ pid: 364, name: 'smss.exe', user });
});

it('reads excluded port ranges below headings of another language', () => {
  const german = NETSH.replace('Protocol tcp Port Exclusion Ranges', 'Protokoll tcp Portausschlussbereiche')
    .replace('Start Port    End Port', 'Startport    Endport')
    .replace('Administered port exclusions', 'Verwaltete Portausschlüsse');
  expect(parseExcludedPorts(german)).toEqual(parseExcludedPorts(NETSH));
});

it('reads excluded port ranges, administered ones too', () => {
  expect(parseExcludedPorts(NETSH)).toEqual([
    { from: 5357, to: 5357 },
    { from: 49_671, to: 49_770 },
    { from: 50_000, to: 50_059 },
  ]);
  expect(parseExcludedPorts('')).toEqual([]);
});

it('reads JSON of one or several listeners, and of a process', () => {
  expect(parseListeners('{"LocalAddress":"::","OwningProcess":5664}\r\n')).toEqual([
    { address: '::', pid: 5664 },
  ]);
  expect(
    parseListeners(
      '\uFEFF[{"LocalAddress":"::","OwningProcess":1},{"LocalAddress":"0.0.0.0","OwningProcess":1}]',
    ),
  ).toHaveLength(2);
  expect(parseListeners('')).toEqual([]);
  expect(parseListeners('Get-NetTCPConnection : The term is not recognized')).toBeUndefined();
  expect(
    parseProcess(
      '{"Id":5664,"Name":"python","Command":null,"User":"HALBOX\\\\anna","Started":1790077571033}',
    ),
  ).toEqual({
    pid: 5664,
    name: 'python',
    user: 'HALBOX\\anna',
    startedAt: 1_790_077_571_033,
    start: 'epoch:1790077571033',
  });
  expect(parseProcess('{"Id":"x"}')).toBeUndefined();
});

it('throws for no text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      parseNetstat(text, 8768);
      parseTasklist(text, 4);
      parseExcludedPorts(text);
      parseListeners(text);
      parseProcess(text);
    }),
  );
});

/** As `programsScript` is written to print; PowerShell itself is one of the programs. Unproven on Windows. */
const PROGRAMS = `\uFEFF[{"Id":5664,"Name":"hal-listener.exe","Command":"\\"C:\\\\Program Files\\\\HAL Listener\\\\hal-listener.exe\\" run \\"--home=C:\\\\ProgramData\\\\HAL Listener\\" --port=8768","User":"NT AUTHORITY\\\\SYSTEM","Started":1795968305140,"CpuMs":1970.5,"Rss":70950912,"Ports":[8768,8768,8765]},{"Id":7012,"Name":"node.exe","Command":null,"User":null,"Started":null,"CpuMs":0,"Rss":null,"Ports":[]}]`;

it('reads programs with command line, home, figures and ports', () => {
  const [service, other, ...more] = parsePrograms(PROGRAMS) ?? [];
  expect(more).toEqual([]);
  expect(service).toMatchObject({
    pid: 5664,
    user: 'NT AUTHORITY\\SYSTEM',
    args: [
      'C:\\Program Files\\HAL Listener\\hal-listener.exe',
      'run',
      '--home=C:\\ProgramData\\HAL Listener',
      '--port=8768',
    ],
    homes: ['C:\\ProgramData\\HAL Listener'],
    start: 'epoch:1795968305140',
    ports: [8768, 8765],
    cpuMs: 1_970.5,
    rss: 70_950_912,
  });
  expect(other).toEqual({ pid: 7012, name: 'node.exe', args: [], homes: [], ports: [], cpuMs: 0 });
  expect(parsePrograms('')).toEqual([]);
  expect(parsePrograms('Get-CimInstance : Access denied')).toBeUndefined();
  const relative = PROGRAMS.replace('--home=C:\\\\ProgramData\\\\HAL Listener', '--home=data');
  expect(parsePrograms(relative)?.[0]?.homes).toEqual([]);
});
