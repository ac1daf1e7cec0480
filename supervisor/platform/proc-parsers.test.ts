import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  bootTime,
  boundSocketPaths,
  cpuTicksOfStat,
  environmentVariable,
  parseCmdline,
  parseProcNetTcp,
  residentBytesOfStatus,
  socketInode,
  uidOfStatus,
  userName,
} from './proc-parsers.ts';

// Recorded on Debian 12, kernel 6.1: `cat /proc/net/tcp /proc/net/tcp6`, shortened to one line a kind.
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 560 1 00000000dd8f8826 100 0 0 10 0
   1: 0100007F:2240 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 28537 1 000000009d8a1a89 100 0 0 10 0
   2: 0100007F:2240 0100007F:C3CC 01 00000000:00000000 00:00000000 00000000  1000        0 28599 1 00000000a1f2ae10 20 4 30 10 -1
`;
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:2240 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31337 1 00000000f7482b4f 100 0 0 10 0
   1: 00000000000000000000000001000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31338 1 00000000f7482b50 100 0 0 10 0
`;

it('finds listening sockets with address, port, inode and user', () => {
  expect(parseProcNetTcp(TCP)).toEqual([
    { address: '0.0.0.0', port: 2024, inode: '560', uid: 0 },
    { address: '127.0.0.1', port: 8768, inode: '28537', uid: 1000 },
  ]);
  expect(parseProcNetTcp(TCP6)).toEqual([
    { address: '::', port: 8768, inode: '31337', uid: 0 },
    { address: '::1', port: 22, inode: '31338', uid: 0 },
  ]);
});

it('reads links, command lines, users and the boot time', () => {
  expect(socketInode('socket:[28537]')).toBe('28537');
  expect(socketInode('/dev/null')).toBeUndefined();
  expect(parseCmdline('node\0hal-listener.cjs\0run\0\0')).toEqual(['node', 'hal-listener.cjs', 'run']);
  expect(parseCmdline('')).toEqual([]);
  expect(uidOfStatus('Name:\tnode\nUid:\t1000\t1000\t1000\t1000\n')).toBe(1000);
  expect(userName('root:x:0:0:root:/root:/bin/bash\nanna:x:1000:1000::/home/anna:/bin/sh\n', 1000)).toBe(
    'anna',
  );
  expect(userName('root:x:0:0:root:/root:/bin/bash\n', 4711)).toBeUndefined();
  expect(bootTime('cpu  1 2 3\nbtime 1795446585\nprocesses 1\n')).toBe(1_795_446_585);
});

it('throws for no text, and finds only real ports', () => {
  const hexLine = fc
    .tuple(fc.string(), fc.stringMatching(/^[0-9A-F]{0,34}$/), fc.string())
    .map(([before, hex, after]) => `${before} ${hex}:2240 x 0A 0 0 0 0 0 1 ${after}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), hexLine), (text) => {
      for (const { port } of parseProcNetTcp(text)) expect(port).toBeLessThan(65_536);
      userName(text, 0);
      bootTime(text);
      uidOfStatus(text);
      parseCmdline(text);
    }),
  );
});

/** Recorded on Linux 6.1. */
const STAT =
  '4711 (node) x) S 1 4711 4711 0 -1 4194304 9 0 0 0 152 45 3 1 20 0 11 0 52714 1 2 3 4 5 6 7 8 9 10 11';
const NET_UNIX = `Num       RefCount Protocol Flags    Type St Inode Path
00000000a3d678bb: 00000003 00000000 00000000 0001 03 44984
000000003e020b19: 00000002 00000000 00010000 0001 01 12398 /srv/my hal/run/4711.sock
000000002f5f6bca: 00000002 00000000 00010000 0001 01    43 @/tmp/.X11-unix/X0
`;

it('reads CPU time and memory, whatever the program is called', () => {
  expect(cpuTicksOfStat(STAT)).toBe(152 + 45);
  expect(cpuTicksOfStat('4711 (node) S 1')).toBeUndefined();
  expect(residentBytesOfStatus('Name:\tnode\nVmRSS:\t   61440 kB\n')).toBe(61_440 * 1_024);
  expect(residentBytesOfStatus('Name:\tkthreadd\n')).toBeUndefined();
});

it('finds the files of sockets, and variables of an environment', () => {
  expect(boundSocketPaths(NET_UNIX)).toEqual(['/srv/my hal/run/4711.sock']);
  expect(environmentVariable('A=1\0HAL_LISTENER_HOME=/srv/hal\0', 'HAL_LISTENER_HOME')).toBe('/srv/hal');
  expect(environmentVariable('XHAL_LISTENER_HOME=/srv/hal\0', 'HAL_LISTENER_HOME')).toBeUndefined();
});

it('takes any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      cpuTicksOfStat(text);
      residentBytesOfStatus(text);
      boundSocketPaths(text);
      environmentVariable(text, 'A');
    }),
  );
});
