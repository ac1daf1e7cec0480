import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Certificates for tests, of any term, without a program of others and without a key in the repository. */

export interface SelfSigned {
  /** PKCS#8, PEM. */
  readonly key: string;
  readonly cert: string;
  readonly keyDer: Buffer;
  readonly certDer: Buffer;
  readonly privateKey: KeyObject;
}

const DAY_MS = 86_400_000;

/** @param term days from now on; the certificate began a day ago unless said otherwise */
export function selfSigned({
  from = -1,
  to = 365,
}: {
  readonly from?: number;
  readonly to?: number;
} = {}): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from('localhost')))));
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const certDer = sequence(body, algorithm, signature);
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: pem('CERTIFICATE', certDer),
    keyDer: privateKey.export({ type: 'pkcs8', format: 'der' }),
    certDer,
    privateKey,
  };
}

export function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

/** As `20260115120000Z`. */
function time(days: number): Buffer {
  const iso = new Date(Date.now() + days * DAY_MS).toISOString();
  return tagged(0x18, Buffer.from(`${iso.replace(/[-T:]/g, '').slice(0, 14)}Z`));
}
