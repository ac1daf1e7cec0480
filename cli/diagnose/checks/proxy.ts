import { counted } from '../../../wording/counted.ts';
import { type Check, found, ok, type Problem, unknown } from '../check.ts';

const UNTRUSTED: Problem = {
  severity: 'warning',
  symptom: 'A proxy names the clients behind it, and is not trusted, so all of them count as one client',
  advice:
    'If it is yours: `hal-listener config set trustedProxies ADDRESS`, then `hal-listener reload`. Otherwise the client itself says so, and nothing needs to be done.',
};
const MALFORMED: Problem = {
  severity: 'warning',
  symptom: 'A trusted proxy names its clients in a malformed way, so they are refused',
  advice:
    'Correct its configuration: `hal-listener logs --level warn` says what it sent. The count begins anew with `hal-listener restart`',
};

/** Whether the listener knows who is behind a reverse proxy. */
export const proxyCheck: Check = {
  id: 'proxy',
  title: 'Reverse proxy',
  problems: [UNTRUSTED, MALFORMED],
  async run(diagnosis) {
    const running = await diagnosis.running();
    if (running === undefined) return [unknown('not checked, as the listener does not answer')];
    const { proxies } = running.status;
    if (proxies === undefined) return [unknown('the version that runs does not say')];
    const { trusted, untrusted, named, malformed } = proxies;
    const findings = [
      ...untrusted.map(({ address, sent, requests }) =>
        found(UNTRUSTED, `${address} sent ${sent.join(', ')} with ${requests} requests`, {
          advice: UNTRUSTED.advice.replace('ADDRESS', [...new Set([...trusted, address])].join(',')),
        }),
      ),
      ...(malformed > 0 ? [found(MALFORMED, `${malformed} requests were refused`)] : []),
    ];
    if (findings.length > 0) return findings;
    if (trusted.length === 0) return [ok('none seen, and none is trusted')];
    return [ok(`trusted: ${trusted.join(', ')}; ${counted(named, 'client')} through them`)];
  },
};
