import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pem, selfSigned } from '../testing/self-signed.ts';
import { findTlsFault, termWarning, validityOf } from './tls-pair.ts';

const one = selfSigned();
const other = selfSigned({ to: 10 });
const { privateKey } = one;
const bytes = (content: string | Buffer) => Buffer.from(content);
const faultOf = (key: string | Buffer, cert: string | Buffer) =>
  findTlsFault({ key: bytes(key), cert: bytes(cert) });

describe('a pair that serves', () => {
  const rsa = String(
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
  );
  it.each([
    ['as made', one.key, one.cert],
    ['of another form of key', String(privateKey.export({ type: 'sec1', format: 'pem' })), one.cert],
    ['in one file', one.key + one.cert, one.cert + one.key],
    ['with a chain', one.key, one.cert + other.cert],
    ['with words before it', `Bag Attributes\n${one.key}`, `subject=CN = localhost\n${one.cert}`],
    ['with line ends of Windows', one.key.replaceAll('\n', '\r\n'), one.cert.replaceAll('\n', '\r\n')],
  ])('%s has no fault', (_, key, cert) => {
    expect(faultOf(key, cert)).toBeUndefined();
  });

  it('is not one whose key is of another kind', () => {
    expect(faultOf(rsa, one.cert)).toMatchObject({
      of: 'tlsCert',
      problem: expect.stringContaining('does not belong'),
    });
  });
});

const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' });
const old = privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' });
const damaged = (text: string) => text.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA');

describe('a pair that does not', () => {
  it.each<readonly [string, 'tlsKey' | 'tlsCert', RegExp, string | Buffer, string | Buffer]>([
    ['keys of two pairs', 'tlsCert', /does not belong to the private key/, one.key, other.cert],
    [
      'a chain in the wrong order',
      'tlsCert',
      /does not begin with the server's own certificate/,
      one.key,
      other.cert + one.cert,
    ],
    ['swapped files', 'tlsKey', /is a certificate.*swapped/, one.cert, one.key],
    ['the key twice', 'tlsCert', /is a private key.*swapped/, one.key, one.key],
    ['the certificate twice', 'tlsKey', /is a certificate/, one.cert, one.cert],
    ['a key in DER', 'tlsKey', /DER form.*openssl pkey -inform DER/, one.keyDer, one.cert],
    ['a certificate in DER', 'tlsCert', /DER form.*openssl x509 -inform DER/, one.key, one.certDer],
    ['a passphrase', 'tlsKey', /passphrase.*openssl pkey/, String(encrypted), one.cert],
    ['a passphrase of the old kind', 'tlsKey', /passphrase/, String(old), one.cert],
    [
      'another file',
      'tlsKey',
      /holds no private key in PEM form/,
      'root:x:0:0:root:/root:/bin/bash\n',
      one.cert,
    ],
    ['another file for both', 'tlsCert', /holds no certificate in PEM form/, one.key, 'root:x:0:0:root\n'],
    ['a .pfx', 'tlsKey', /pkcs12/, Buffer.from([0x30, 0x82, 1, 2, 3]), one.cert],
    ['an empty key', 'tlsKey', /is empty/, '', one.cert],
    ['an empty certificate', 'tlsCert', /is empty/, one.key, ' \n'],
    ['a damaged key', 'tlsKey', /cannot be read/, damaged(one.key), one.cert],
    ['a damaged certificate', 'tlsCert', /number 1\) that cannot be read/, one.key, damaged(one.cert)],
    ['a damaged chain', 'tlsCert', /number 2\) that cannot be read/, one.key, one.cert + damaged(other.cert)],
    ['half a certificate', 'tlsCert', /holds no whole certificate/, one.key, one.cert.slice(0, 200)],
    [
      'a request',
      'tlsCert',
      /request for a certificate/,
      one.key,
      pem('CERTIFICATE REQUEST', Buffer.from('x')),
    ],
    [
      'a public key',
      'tlsKey',
      /holds no private key, but PUBLIC KEY/,
      pem('PUBLIC KEY', Buffer.from('x')),
      one.cert,
    ],
    ['bytes of chance', 'tlsCert', /holds no certificate/, one.key, Buffer.alloc(2_000, 0xf3)],
  ])('%s', (_, of, problem, key, cert) => {
    expect(faultOf(key, cert)).toEqual({ of, problem: expect.stringMatching(problem) });
  });
});

describe('the term of a certificate', () => {
  const DAY_MS = 86_400_000;
  const now = Date.now();
  const warning = (term: Parameters<typeof selfSigned>[0], at = now) =>
    termWarning(validityOf(Buffer.from(selfSigned(term).cert)), at);

  it('is no matter until three weeks before its end', () => {
    expect(warning({ to: 22 })).toBeUndefined();
    expect(warning({ to: 20.5 })).toMatch(
      /expires on \d{4}-\d\d-\d\d, in 20 days: renew it, then "hal-listener reload"$/,
    );
    expect(warning({ to: 1.5 })).toMatch(/in 1 day:/);
    expect(warning({ to: 0.5 })).toMatch(/within a day/);
  });

  it('is told when it is over, or has not begun', () => {
    expect(warning({ from: -10, to: -1 })).toMatch(/expired on .*clients reject it/);
    expect(warning({ from: 2 })).toMatch(/not valid before /);
  });

  it('of a chain is what its certificates have in common', () => {
    const chain = Buffer.from(selfSigned({ to: 300 }).cert + selfSigned({ from: -3, to: 5.5 }).cert);
    expect(termWarning(validityOf(chain), now)).toMatch(/in 5 days/);
    expect(termWarning(validityOf(chain), now + 6 * DAY_MS)).toMatch(/expired/);
  });
});
