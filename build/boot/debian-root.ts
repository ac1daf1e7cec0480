import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { ROOT } from '../rooms.ts';

/**
 * A minimal bootable Debian of this machine's release: made once by debootstrap with a kernel from the same
 * archive, cached, and copied for each run.
 */

const CACHE = path.join(ROOT, 'node_modules/.cache/boot');
/** Changes with the content of the root below, so that an older one in the cache is rebuilt. */
const RECIPE = '1';
const PACKAGES = ['systemd-sysv', 'kmod', 'iproute2', 'adduser', 'libstdc++6', 'procps'];

/** The machine's address in qemu's network. */
export const GUEST_ADDRESS = '10.0.2.15';

/** Why a machine cannot be built and booted here; empty if it can. */
export function missingForBoot(): readonly string[] {
  if (process.platform !== 'linux' || process.arch !== 'x64') return ['Linux on x64'];
  const root = process.getuid?.() === 0 ? [] : ['root'];
  const tools = [
    ['debootstrap', 'debootstrap'],
    ['qemu-system-x86_64', 'qemu-system-x86'],
    ['mke2fs', 'e2fsprogs', '-V'],
    ['dpkg-deb', 'dpkg'],
  ] as const;
  return [...root, ...tools.filter(([tool, , flag]) => !hasTool(tool, flag)).map(([, name]) => name)];
}

export interface DebianRoot {
  readonly folder: string;
  readonly kernel: string;
}

/** Copies the root into its own folder. */
export function copyRoot(folder: string): DebianRoot {
  const base = path.join(CACHE, 'base');
  const recipe = path.join(CACHE, 'recipe');
  if (!existsSync(recipe) || readFileSync(recipe, 'utf8') !== RECIPE) {
    rmSync(CACHE, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    console.log('Making a Debian root: half a minute to two, once');
    makeRoot(base);
    writeFileSync(recipe, RECIPE);
  }
  runTool(['cp'], ['-a', '--reflink=auto', base, folder]);
  return { folder, kernel: path.join(CACHE, 'vmlinuz') };
}

/** Runs a program in a root. */
export function inRoot(folder: string, ...words: readonly string[]): string {
  const script = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"';
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root' };
  return runTool(['unshare', '--mount', '/bin/sh', '-c', script, folder], words, { env });
}

function makeRoot(base: string): void {
  const [, release = ''] = /^VERSION_CODENAME=(\S+)$/m.exec(readFileSync('/etc/os-release', 'utf8')) ?? [];
  runTool(['debootstrap'], ['--variant=minbase', `--include=${PACKAGES.join(',')}`, release, base]);
  rmSync(path.join(base, 'var/cache/apt/archives'), { recursive: true, force: true });
  putKernel(base);
  for (const [file, text] of Object.entries(FILES)) {
    const place = path.join(base, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  inRoot(base, 'systemctl', 'enable', 'network-static.service', 'root-shell.service');
  // Units that wait for missing hardware, or only take time.
  inRoot(base, 'systemctl', 'mask', ...MASKED);
}

/** The cloud kernel: small, with NVMe and ext4 built in. Only the modules of its network card are kept. */
function putKernel(base: string): void {
  const depends = runTool(['apt-cache'], ['depends', 'linux-image-cloud-amd64']);
  const [, name] = /Depends: (linux-image-\S+-cloud-amd64)/.exec(depends) ?? [];
  if (name === undefined) throw new Error('apt knows no linux-image-cloud-amd64: run apt-get update');
  const unpacked = path.join(CACHE, 'kernel');
  mkdirSync(unpacked, { recursive: true });
  runTool(['apt-get'], ['download', '-o', 'APT::Sandbox::User=root', name], { cwd: CACHE });
  const deb = readdirSync(CACHE).find((file) => file.startsWith(`${name}_`)) ?? '';
  runTool(['dpkg-deb'], ['-x', path.join(CACHE, deb), unpacked]);
  rmSync(path.join(CACHE, deb));
  const [version = ''] = readdirSync(path.join(unpacked, 'lib/modules'));
  renameSync(path.join(unpacked, 'boot', `vmlinuz-${version}`), path.join(CACHE, 'vmlinuz'));
  const modules = path.join('lib/modules', version);
  for (const folder of ['kernel/drivers/virtio', 'kernel/drivers/net', 'kernel/net/core']) {
    const from = path.join(unpacked, modules, folder);
    const wanted = readdirSync(from).filter((file) => /^(?:virtio.*|net_failover|failover)\.ko$/.test(file));
    for (const file of wanted) cpSync(path.join(from, file), path.join(base, modules, folder, file));
  }
  for (const file of ['modules.builtin', 'modules.order']) {
    cpSync(path.join(unpacked, modules, file), path.join(base, modules, file));
  }
  rmSync(unpacked, { recursive: true });
  inRoot(base, 'depmod', '-a', version);
}

const MASKED = [
  ...[
    'getty@tty1.service',
    'serial-getty@ttyS0.service',
    'serial-getty@ttyS1.service',
    'systemd-udevd.service',
  ],
  ...['systemd-random-seed.service', 'apt-daily.timer', 'apt-daily-upgrade.timer', 'dpkg-db-backup.timer'],
  ...['e2scrub_all.timer', 'fstrim.timer', 'systemd-tmpfiles-clean.timer', 'systemd-timesyncd.service'],
];

const FILES: Readonly<Record<string, string>> = {
  'etc/fstab': '',
  'etc/hostname': 'hal\n',
  'etc/hosts': '127.0.0.1 localhost hal\n',
  'etc/modules-load.d/network.conf': 'virtio_pci\nvirtio_net\n',
  'etc/systemd/system/network-static.service': `[Unit]
After=systemd-modules-load.service
Before=network-online.target
Wants=network-online.target
DefaultDependencies=no
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'until ip link set eth0 up; do sleep 0.1; done; ip addr add ${GUEST_ADDRESS}/24 dev eth0; ip route add default via 10.0.2.2'
[Install]
WantedBy=multi-user.target
`,
  // The console that the test uses.
  'etc/systemd/system/root-shell.service': `[Unit]
DefaultDependencies=no
After=sysinit.target
[Service]
ExecStart=/bin/sh
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive
WorkingDirectory=/root
StandardInput=tty
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS1
TTYReset=yes
Restart=always
KillSignal=SIGKILL
[Install]
WantedBy=multi-user.target
`,
};
