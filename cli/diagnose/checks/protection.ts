import { X509Certificate } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { isLoopback, isOpenToNetwork, type Status } from '../../../contract/status.ts';
import { fileErrorReason } from '../../../lib/file-error.ts';
import { readFileSync } from '../../../lib/read-file.ts';
import { findTlsFault, termWarning, validityOf } from '../../../listener/config/tls-pair.ts';
import { type Check, type Finding, found, ok, type Problem, unknown } from '../check.ts';
import type { Diagnosis } from '../diagnosis.ts';

const OPEN: Problem = {
  severity: 'warning',
  symptom: 'Every machine on the network can connect, without a token',
  advice:
    'Set a token: `hal-listener config set token`. Or allow this machine only: `hal-listener config set host 127.0.0.1`',
};
const BAD_PAIR: Problem = {
  severity: 'problem',
  symptom: 'The TLS key and certificate cannot be used',
  advice: 'Correct the files, then: `hal-listener reload`',
};
const ENDING: Problem = {
  severity: 'warning',
  symptom: 'The TLS certificate ends soon, or is not valid now',
  advice: 'Renew it, then: `hal-listener reload`',
};
const OTHER_NAMES: Problem = {
  severity: 'warning',
  symptom: 'The TLS certificate names none of the names and addresses of this machine',
  advice:
    'Clients must connect by a name in the certificate, which may be that of a proxy. Otherwise use one for this machine.',
};
const SHORT_TOKEN: Problem = {
  severity: 'warning',
  symptom: 'The token is short enough to be guessed',
  advice: 'Set a longer one: `hal-listener config set token`',
};

/** Fewer characters can be tried out in a reasonable time. */
const MIN_TOKEN_LENGTH = 16;

/** Token and TLS. */
export const protectionCheck: Check = {
  id: 'protection',
  title: 'Protection',
  problems: [OPEN, SHORT_TOKEN, BAD_PAIR, ENDING, OTHER_NAMES],
  async run(diagnosis) {
    const running = await diagnosis.running();
    const { token } = diagnosis.config;
    const findings = [
      ...(running !== undefined && isOpenToNetwork(running.status) ? [openness(running.status)] : []),
      ...(token !== undefined && token.length < MIN_TOKEN_LENGTH
        ? [found(SHORT_TOKEN, `the token has ${token.length} characters`)]
        : []),
      ...certificate(diagnosis),
    ];
    if (findings.length > 0) return findings;
    const { tlsCert } = diagnosis.config;
    const needsToken = running?.status.token ?? token !== undefined;
    return [
      ok(`${needsToken ? 'a token is required' : 'no token'}, ${tlsCert === undefined ? 'no TLS' : 'TLS'}`),
    ];
  },
};

function openness({ listening }: Status): Finding {
  if (listening.some(({ host }) => !isLoopback(host))) return found(OPEN);
  return found(OPEN, 'Everybody whom the proxy lets through can connect, without a token', {
    advice: 'Set a token: `hal-listener config set token`. Or let the proxy ask for a login',
  });
}

function certificate({ config: { tlsKey, tlsCert }, clock }: Diagnosis): readonly Finding[] {
  if (tlsKey === undefined || tlsCert === undefined) return [];
  const [key, cert] = [tlsKey, tlsCert].map((file) => {
    try {
      return readFileSync(file);
    } catch (error) {
      return `${file} cannot be read: ${fileErrorReason(error)}`;
    }
  });
  for (const part of [key, cert])
    if (typeof part === 'string') return [unknown(part, 'Run this as the user of the listener.')];
  if (!Buffer.isBuffer(key) || !Buffer.isBuffer(cert)) return [];
  const fault = findTlsFault({ key, cert });
  if (fault !== undefined) {
    return [found(BAD_PAIR, `${fault.of === 'tlsKey' ? tlsKey : tlsCert} ${fault.problem}`)];
  }
  const term = termWarning(validityOf(cert), clock.now());
  const own = new X509Certificate(cert);
  const names = [hostname(), 'localhost'];
  const addresses = Object.values(networkInterfaces()).flatMap((some = []) =>
    some.map(({ address }) => address),
  );
  const isNamed =
    names.some((name) => own.checkHost(name) !== undefined) ||
    addresses.some((address) => own.checkIP(address) !== undefined);
  return [
    ...(term === undefined ? [] : [found(ENDING, term)]),
    ...(isNamed ? [] : [found(OTHER_NAMES, `it is for ${own.subjectAltName ?? own.subject}`)]),
  ];
}
