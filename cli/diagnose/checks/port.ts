import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { errnoOf } from '../../../lib/file-error.ts';
import { describePortOwner } from '../../../supervisor/platform/platform.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const TAKEN: Problem = {
  severity: 'problem',
  symptom: "Another program uses the listener's port",
  advice:
    'To end that program: `hal-listener port --stop-owner`. To use another port: `hal-listener config set port 8770`, then tell your clients.',
};
const RESERVED: Problem = {
  severity: 'problem',
  symptom: "Windows reserves the listener's port for itself",
  advice:
    'Use another port: `hal-listener config set port 8770`. The reserved ranges: `netsh int ipv4 show excludedportrange protocol=tcp`',
};
const NOT_OPENABLE: Problem = {
  severity: 'problem',
  symptom: "The listener's port is free, but cannot be opened",
  advice:
    'Ports below 1024 need an administrator: use another one. An address must be one of this machine: `hal-listener config unset host`',
};
const ONE_FAMILY: Problem = {
  severity: 'warning',
  symptom: 'The listener is reached by IPv4 or IPv6 only, although it is meant to have both',
  advice: 'Look for the reason: `hal-listener logs --level warn`. Then: `hal-listener restart`',
};

/** Who has the port. */
export const portCheck: Check = {
  id: 'port',
  title: 'Port',
  problems: [TAKEN, RESERVED, NOT_OPENABLE, ONE_FAMILY],
  async run(diagnosis) {
    const running = await diagnosis.running();
    if (running !== undefined) {
      const hosts = running.status.listening.map(({ host, port }) => `${host} port ${port}`);
      return [...families(diagnosis, running.status.listening), ok(`open: ${hosts.join(', ')}`)];
    }
    const found = await diagnosis.find();
    if (found.kind === 'unresponsive') return [ok('the listener of this home has it')];
    return [await closedPort(diagnosis)];
  },
};

async function closedPort({ supervisor, platform, config }: Diagnosis): Promise<Finding> {
  const { port } = supervisor;
  if (port === 0) return ok('any free port');
  const owner = await platform.portOwner(port);
  const text = `port ${port}: ${describePortOwner(owner)}`;
  switch (owner.kind) {
    case 'process':
      return found(TAKEN, text);
    case 'hidden':
      return found(TAKEN, text, {
        advice: `As an administrator, this shows which program it is: hal-listener port. ${TAKEN.advice}`,
      });
    case 'reserved':
      return found(RESERVED, text);
    case 'free': {
      const code = await openingError(port, config.host);
      if (code === undefined) return ok(`port ${port} is free`);
      if (code === 'EADDRINUSE')
        return unknown(`port ${port} is used by a program that this system does not show`);
      return found(
        NOT_OPENABLE,
        `port ${port}${config.host === undefined ? '' : ` of ${config.host}`}: ${code}`,
      );
    }
  }
}

/** Opens the port for a moment. @returns the system's code, as EACCES; undefined if it can be opened */
function openingError(port: number, host: string | undefined): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(errnoOf(error) ?? error.message));
    server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () =>
      server.close(() => resolve(undefined)),
    );
  });
}

function families(
  { config }: Diagnosis,
  listening: readonly { readonly host: string }[],
): readonly Finding[] {
  if (config.host !== undefined) return [];
  const [four, six] = [false, true].map((isSix) =>
    listening.some(({ host }) => host.includes(':') === isSix),
  );
  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ family }) => family === 'IPv6'),
  );
  if (four && (six || !hasIpv6)) return [];
  return [found(ONE_FAMILY, `no IPv${four ? 6 : 4} address is open`)];
}
