import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** Two network namespaces with a cable between them. Nothing of this machine is touched. */

export const [CLIENT_ADDRESS, SERVER_ADDRESS] = ['10.203.0.2', '10.203.0.1'];

/** Empty, or why there are no network namespaces here. */
export function whyNoNamespaces(): string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux';
  const probe = `hal-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'needs ip and network namespaces';
  spawnSync('ip', ['netns', 'delete', probe]);
  return '';
}

export function connectedNamespaces(): { readonly client: string; readonly server: string } {
  const [client, server] = [`hal-client-${process.pid}`, `hal-server-${process.pid}`];
  const ip = (words: string) => execFileSync('ip', words.split(' '));
  onTestFinished(() => {
    for (const name of [client, server]) spawnSync('ip', ['netns', 'delete', name]);
  });
  for (const name of [client, server]) ip(`netns add ${name}`);
  ip(`-n ${client} link add cable type veth peer name cable netns ${server}`);
  for (const [name, address] of [
    [client, CLIENT_ADDRESS],
    [server, SERVER_ADDRESS],
  ]) {
    ip(`-n ${name} address add ${address}/24 dev cable`);
    for (const device of ['lo', 'cable']) ip(`-n ${name} link set ${device} up`);
  }
  return { client, server };
}

/** Runs a program in a namespace until the test ends. */
export function inNamespace(
  namespace: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
): ChildProcess {
  const child = spawn('ip', ['netns', 'exec', namespace, ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  });
  return child;
}
