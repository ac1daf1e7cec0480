import { networkInterfaces } from 'node:os';
import { isLoopback } from '../../../contract/status.ts';
import { sendQuery, tryHandshake } from '../../../lib/hal-client.ts';
import { addressOf, type ListenerAddress, registeredAddresses } from '../../listener-address.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const UNREACHABLE: Problem = {
  severity: 'problem',
  symptom: 'A client on this machine cannot connect',
  advice: 'Look for the reason: `hal-listener logs --level warn`',
};
const NOT_ON_NETWORK: Problem = {
  severity: 'problem',
  symptom: 'Clients on this machine can connect, but not by its address in the network',
  advice:
    'The listener must be bound to every address (`hal-listener config unset host`), and the firewall must let its port in.',
};
const THIS_MACHINE_ONLY: Problem = {
  severity: 'warning',
  symptom: 'Only clients on this machine can connect',
  advice: 'If others should: `hal-listener config unset host`, then `hal-listener restart`',
};
const FULL: Problem = {
  severity: 'problem',
  symptom: 'The listener refuses clients because it has too many',
  advice:
    'See who they are: `hal-listener connections`. To allow more: `hal-listener config set maxConnections 100`, then `hal-listener restart`',
};
const NO_ANSWER: Problem = {
  severity: 'problem',
  symptom: 'A client can connect, but its question is not answered',
  advice: 'Look for the reason: `hal-listener query --explain QUESTION`',
};

const TIMEOUT_MS = 5_000;
const QUESTION_TIMEOUT_MS = 15_000;
export const QUESTION = 'What medications am I taking?';

/** Connects and asks as a client does. The answer is never shown: it is about somebody's health. */
export const clientsCheck: Check = {
  id: 'clients',
  title: 'Clients',
  problems: [UNREACHABLE, NOT_ON_NETWORK, THIS_MACHINE_ONLY, FULL, NO_ANSWER],
  async run(diagnosis) {
    const running = await diagnosis.running();
    if (running === undefined) return [unknown('not checked, as the listener does not answer')];
    const { config } = diagnosis;
    const near = registeredAddresses(running.registration, config);
    const first = await connect(near, config.token);
    if (first.finding !== undefined) return [first.finding];
    const network = networkAddresses(running.status.listening, running.registration.profile?.tls === true);
    // Clients of other machines come through the proxy then.
    const hasProxy = (running.status.proxies?.trusted.length ?? 0) > 0;
    const isLocal = running.status.listening.every(({ host }) => isLoopback(host));
    const findings = [
      ...(isLocal && !hasProxy ? [found(THIS_MACHINE_ONLY)] : []),
      ...(isLocal ? [] : await connectEach(network, config.token)),
      ...(await ask(diagnosis, first.address)),
    ];
    if (findings.length > 0) return findings;
    return [
      ok(`connected in ${first.ms} ms at ${near.length + network.length} addresses, and got an answer`),
    ];
  },
};

interface Connected {
  readonly address: string;
  readonly ms: number;
  readonly finding?: Finding;
}

async function connect(addresses: readonly ListenerAddress[], token: string | undefined): Promise<Connected> {
  let finding: Finding = found(UNREACHABLE, 'it has no address that can be reached from here');
  for (const { socket } of addresses) {
    const outcome = await tryHandshake({ url: socket, token, timeoutMs: TIMEOUT_MS });
    if (outcome.kind === 'answers') return { address: socket, ms: outcome.ms };
    if (outcome.kind === 'fails') {
      finding = found(UNREACHABLE, outcome.why);
      continue;
    }
    const text = `HTTP ${outcome.status}: ${outcome.why}`;
    if (outcome.status === 401) {
      const advice =
        'Set WEBSOCKET_TOKEN for this command, or save the token: `hal-listener config set token`';
      return {
        address: socket,
        ms: 0,
        finding: unknown('clients need a token that this command does not have', advice),
      };
    }
    return { address: socket, ms: 0, finding: found(outcome.status === 503 ? FULL : UNREACHABLE, text) };
  }
  return { address: '', ms: 0, finding };
}

async function connectEach(
  addresses: readonly ListenerAddress[],
  token: string | undefined,
): Promise<readonly Finding[]> {
  const outcomes = await Promise.all(
    addresses.map(async ({ socket }) => ({
      socket,
      outcome: await tryHandshake({ url: socket, token, timeoutMs: TIMEOUT_MS }),
    })),
  );
  return outcomes.flatMap(({ socket, outcome }) =>
    outcome.kind === 'fails' ? [found(NOT_ON_NETWORK, `${socket}: ${outcome.why}`)] : [],
  );
}

/** The listener at the addresses of this machine in its networks. Link-local ones need a zone, which clients do not give. */
function networkAddresses(
  listening: readonly { readonly host: string; readonly port: number }[],
  tls: boolean,
): readonly ListenerAddress[] {
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address)),
  );
  return listening.flatMap(({ host, port }) => {
    const wanted = host === '0.0.0.0' ? 'IPv4' : host === '::' ? 'IPv6' : undefined;
    return own
      .filter(({ family }) => family === wanted)
      .map(({ address }) => addressOf({ host: address, port, tlsKey: tls ? 'set' : undefined }));
  });
}

async function ask({ config }: Diagnosis, url: string): Promise<readonly Finding[]> {
  const outcome = await sendQuery({
    url,
    token: config.token,
    timeoutMs: QUESTION_TIMEOUT_MS,
    text: QUESTION,
    intent: undefined,
  });
  if (!outcome.answered) return [found(NO_ANSWER, outcome.why)];
  return outcome.success ? [] : [found(NO_ANSWER, 'the listener answers that it cannot')];
}
