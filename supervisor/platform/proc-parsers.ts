/** Parsers for Linux's /proc, by proc(5). Unknown data is skipped; nothing is thrown. */

export interface ListeningSocket {
  /** For example `0.0.0.0`, `127.0.0.1`, `::`, `::1`. */
  readonly address: string;
  readonly port: number;
  readonly inode: string;
  readonly uid: number;
}

const LISTEN = '0A';

/** The listening sockets of `/proc/net/tcp` or `/proc/net/tcp6`. */
export function parseProcNetTcp(text: string): ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , uid = '', , inode = ''] = line.trim().split(/\s+/);
    const [, address = '', port = ''] = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(local) ?? [];
    if (state !== LISTEN || !/^\d+$/.test(uid) || !/^\d+$/.test(inode) || address === '') return [];
    return [{ address: addressOfHex(address), port: Number.parseInt(port, 16), inode, uid: Number(uid) }];
  });
}

/** Groups of four bytes, each in the machine's byte order; every supported machine is little-endian. */
function addressOfHex(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((group) =>
    (group.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse(),
  );
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  // URL parsing gives the short form.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** The inode of a socket, from the link `/proc/<pid>/fd/<n>`. */
export function socketInode(link: string): string | undefined {
  return /^socket:\[(\d+)\]$/.exec(link)?.[1];
}

/** Arguments from `/proc/<pid>/cmdline`, where each ends with a zero byte. */
export function parseCmdline(text: string): string[] {
  return text.split('\0').filter(Boolean);
}

/** The real user id, from `/proc/<pid>/status`. */
export function uidOfStatus(status: string): number | undefined {
  const uid = /^Uid:\s+(\d+)/m.exec(status)?.[1];
  return uid === undefined ? undefined : Number(uid);
}

/** Resident memory in bytes, from `/proc/<pid>/status`. */
export function residentBytesOfStatus(status: string): number | undefined {
  const kib = /^VmRSS:\s+(\d{1,12}) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1_024;
}

/** CPU time since the start, in ticks: fields 14 and 15 of `/proc/<pid>/stat`, user and system. */
export function cpuTicksOfStat(stat: string): number | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[14 - 3], fields[15 - 3]];
  if (user === undefined || system === undefined) return undefined;
  return /^\d{1,15}$/.test(user) && /^\d{1,15}$/.test(system) ? Number(user) + Number(system) : undefined;
}

/** The paths to which sockets are bound, from `/proc/net/unix`; names without a file are left out. */
export function boundSocketPaths(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const file = /^[0-9a-f]+: (?:[0-9A-F]+ ){5} *\d+ (\/.+)$/.exec(line)?.[1];
    return file === undefined ? [] : [file];
  });
}

/** The value of a variable in `/proc/<pid>/environ`, where each ends with a zero byte. */
export function environmentVariable(environ: string, name: string): string | undefined {
  const found = environ.split('\0').find((entry) => entry.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}

/** The name of a user, from the text of /etc/passwd; undefined if it is not listed (LDAP, containers). */
export function userName(passwd: string, uid: number): string | undefined {
  for (const line of passwd.split('\n')) {
    const [name, , id] = line.split(':');
    if (name && id === String(uid)) return name;
  }
  return undefined;
}

/** When the machine was booted, in seconds since the epoch, from /proc/stat. */
export function bootTime(stat: string): number | undefined {
  const seconds = /^btime (\d+)$/m.exec(stat)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
