import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runTool } from '../executable/run-tool.ts';
import { type DebianRoot, GUEST_ADDRESS } from './debian-root.ts';

/** Size of the disk, which is a sparse file. */
const DISK_SIZE = '1500M';
/** Without hardware virtualization and with other load, ms. */
const BOOT_TIMEOUT_MS = 300_000;
const COMMAND_TIMEOUT_MS = 300_000;
/** Interval between attempts to reach the shell, ms. */
const RETRY_MS = 2_000;
const START = 'START-OF-OUTPUT';
const END = 'END-OF-COMMAND';

export interface Typed {
  readonly code: number;
  readonly output: string;
}

/** A computer emulated in software: after a power cut only its disk remains. */
export class VirtualMachine {
  readonly #folder: string;
  readonly #kernel: string;
  /** Forwarded from this machine's loopback to the same port of the emulated one. */
  readonly #ports: Readonly<Record<number, number>>;
  #qemu: ChildProcess | undefined;
  #shell: Socket | undefined;
  #typed = '';
  #commands = 0;

  /** @param folder for its disk and sockets; its path must be shorter than 100 characters, for the sockets */
  constructor(root: DebianRoot, folder: string, ports: Readonly<Record<number, number>>) {
    this.#folder = folder;
    this.#kernel = root.kernel;
    this.#ports = ports;
    const disk = path.join(folder, 'disk');
    runTool(
      ['mke2fs'],
      ['-q', '-F', '-t', 'ext4', '-E', 'root_owner=0:0', '-d', root.folder, disk, DISK_SIZE],
    );
  }

  /** Console output of its kernel and systemd. */
  get console(): string {
    return readFileSync(path.join(this.#folder, 'console'), 'utf8');
  }

  powerOn(): void {
    const forwards = Object.entries(this.#ports).map(
      ([inside, outside]) => `hostfwd=tcp:127.0.0.1:${outside}-${GUEST_ADDRESS}:${inside}`,
    );
    const file = (name: string): string => path.join(this.#folder, name);
    rmSync(file('shell'), { force: true });
    const words = [
      // Without a limit of the translation cache, a reboot takes four times as long.
      ...['-accel', 'tcg,thread=multi,tb-size=128', '-smp', '2', '-m', '512'],
      // Without rdrand, Node waits for entropy.
      ...['-cpu', 'qemu64,+rdrand', '-display', 'none', '-no-user-config', '-nodefaults', '-no-reboot'],
      ...[
        '-kernel',
        this.#kernel,
        '-append',
        // On a busy host the emulated timer may fail the kernel's check, which then panics.
        'root=/dev/nvme0n1 rw console=ttyS0 quiet net.ifnames=0 mitigations=off no_timer_check',
      ],
      ...[
        '-drive',
        `file=${file('disk')},if=none,id=disk,format=raw`,
        '-device',
        'nvme,drive=disk,serial=hal',
      ],
      ...['-netdev', ['user', 'id=net', 'restrict=on', ...forwards].join(',')],
      ...['-device', 'virtio-net-pci,netdev=net,romfile='],
      ...['-serial', `file:${file('console')}`],
      ...['-chardev', `socket,id=shell,path=${file('shell')},server=on,wait=off`, '-serial', 'chardev:shell'],
    ];
    const log = openSync(file('qemu.log'), 'a');
    this.#qemu = spawn('qemu-system-x86_64', words, { stdio: ['ignore', log, log] });
    this.#typed = '';
  }

  /** Types a command into the machine's root shell. @throws Error if it does not finish */
  async type(command: string): Promise<Typed> {
    const shell = await this.#openShell();
    this.#commands += 1;
    const before = this.#typed.length;
    // The shell computes the numbers, so that the echo of the line, which comes first if the terminal echoes, is not
    // mistaken for its output.
    const number = this.#commands;
    shell.write(`echo ${START}-$((${number})); { ${command}\n} 2>&1; echo ${END}-$((${number})) $?\n`);
    const said = await this.#until(
      new RegExp(`${START}-${number}\\r*\\n([^]*?)${END}-${number} (\\d+)\\r*\\n`),
      before,
      COMMAND_TIMEOUT_MS,
    );
    const [, output = '', code] = said;
    return { code: Number(code), output: output.replaceAll('\r', '') };
  }

  /** Like `type`, but fails if the command fails. @returns its output */
  async must(command: string): Promise<string> {
    const { code, output } = await this.type(command);
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
    return output;
  }

  /** Cuts the power: data that is not on the disk is lost. */
  async cutPower(): Promise<void> {
    this.#shell?.destroy();
    this.#shell = undefined;
    const qemu = this.#qemu;
    this.#qemu = undefined;
    if (qemu === undefined || qemu.exitCode !== null || qemu.signalCode !== null) return;
    qemu.kill('SIGKILL');
    await once(qemu, 'exit');
  }

  async #openShell(): Promise<Socket> {
    if (this.#shell !== undefined) return this.#shell;
    const socket = await connected(path.join(this.#folder, 'shell'));
    socket.setEncoding('utf8').on('data', (text) => {
      this.#typed += text;
    });
    socket.on('error', () => undefined);
    await this.#awaitShell(socket);
    this.#shell = socket;
    return socket;
  }

  /**
   * Waits until the shell answers the last line; every earlier line has finished by then. Input before the shell is
   * ready is lost, sometimes in the middle of a line, so each attempt first interrupts the previous one.
   */
  async #awaitShell(socket: Socket): Promise<void> {
    const end = performance.now() + BOOT_TIMEOUT_MS;
    for (let tries = 1; performance.now() < end; tries += 1) {
      socket.write(`\x03\nPS1=; PS2=; echo READY-$((${tries}))\n`);
      for (const next = performance.now() + RETRY_MS; performance.now() < next; await pause(25))
        if (new RegExp(`READY-${tries}\\r?\\n`).test(this.#typed)) return;
    }
    throw new Error(`The machine's shell did not answer:\n${this.#typed}\nIts console:\n${this.console}`);
  }

  async #until(pattern: RegExp, from: number, ms: number): Promise<RegExpExecArray> {
    for (const end = performance.now() + ms; ; ) {
      const found = pattern.exec(this.#typed.slice(from));
      if (found !== null) return found;
      if (performance.now() > end)
        throw new Error(`no ${pattern} after ${ms} ms in:\n${this.#typed.slice(from)}`);
      await pause(25);
    }
  }
}

/** The emulator creates its socket shortly after it starts. */
async function connected(address: string): Promise<Socket> {
  for (let tries = 1; ; tries += 1) {
    const socket = connect(address);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
  }
}
