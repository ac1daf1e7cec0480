import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

/** Checks the two files of TLS before a port is opened with them. */

export interface TlsPair {
  /** Private key, PEM. */
  readonly key: Buffer;
  /** Certificate chain, PEM, the server's own first. */
  readonly cert: Buffer;
}

export interface TlsFault {
  /** The setting whose file it is. */
  readonly of: 'tlsKey' | 'tlsCert';
  /** The problem and what to do, as the end of a sentence that begins with the file. */
  readonly problem: string;
}

/** @returns undefined if a server can use the pair */
export function findTlsFault(pair: TlsPair): TlsFault | undefined {
  const key = readKey(pair.key);
  if (typeof key === 'string') return { of: 'tlsKey', problem: key };
  const chain = readChain(pair.cert);
  if (typeof chain === 'string') return { of: 'tlsCert', problem: chain };
  const [serverCertificate, ...issuers] = chain;
  if (serverCertificate?.checkPrivateKey(key) !== true) {
    const problem = issuers.some((certificate) => certificate.checkPrivateKey(key))
      ? "does not begin with the server's own certificate: put the certificate of the key first, its issuers after it"
      : 'does not belong to the private key: name the key and the certificate that were made together';
    return { of: 'tlsCert', problem };
  }
  try {
    createSecureContext({ key: pair.key, cert: pair.cert });
    return undefined;
  } catch (error) {
    return { of: 'tlsCert', problem: `is rejected by OpenSSL: ${reasonOf(error)}` };
  }
}

/** The period in which all certificates of the chain are valid, milliseconds since the epoch. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** @param cert a chain in which `findTlsFault` found no fault */
export function validityOf(cert: Buffer): Validity {
  const chain = readChain(cert);
  if (typeof chain === 'string') throw new Error(`the certificate ${chain}`);
  return {
    from: Math.max(...chain.map(({ validFrom }) => Date.parse(validFrom))),
    to: Math.min(...chain.map(({ validTo }) => Date.parse(validTo))),
  };
}

const DAY_MS = 86_400_000;
/** Renewal is overdue: services that renew automatically do so 30 days before the end. */
const WARN_BEFORE_MS = 21 * DAY_MS;

/**
 * A warning about a certificate's validity, in one sentence; undefined while there is nothing to do.
 *
 * @param now milliseconds since the epoch
 */
export function termWarning({ from, to }: Validity, now: number): string | undefined {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  if (now < from)
    return `the TLS certificate is not valid before ${day(from)}: check the clock, or use another certificate`;
  if (now > to) return `the TLS certificate expired on ${day(to)}, and clients reject it: ${RENEW}`;
  if (to - now > WARN_BEFORE_MS) return undefined;
  const days = Math.floor((to - now) / DAY_MS);
  const left = days === 0 ? 'within a day' : `in ${days} ${days === 1 ? 'day' : 'days'}`;
  return `the TLS certificate expires on ${day(to)}, ${left}: ${RENEW}`;
}

const RENEW = 'renew it, then "hal-listener reload"';

/** The key, or the problem with it. */
function readKey(bytes: Buffer): KeyObject | string {
  if (bytes.toString('latin1').trim() === '') return 'is empty: allowed is a private key in PEM form';
  const labels = pemLabels(bytes);
  if (labels.length === 0)
    return isDerKey(bytes) ? derAdvice('openssl pkey') : describeNoPem('private key', bytes);
  if (!labels.some((label) => label.endsWith('PRIVATE KEY'))) {
    if (labels.includes('CERTIFICATE')) return `is a certificate and no private key: ${SWAPPED}`;
    return `holds no private key, but ${labels.join(', ')}`;
  }
  try {
    return createPrivateKey(bytes);
  } catch (error) {
    if (isEncrypted(bytes)) {
      return 'is protected by a passphrase, which cannot be entered at start: remove it (openssl pkey -in <this file> -out <new file>, then chmod 600)';
    }
    return `holds a private key that cannot be read: ${reasonOf(error)}`;
  }
}

/** The certificates, at least one; or the problem with them. */
function readChain(bytes: Buffer): readonly X509Certificate[] | string {
  const text = bytes.toString('latin1');
  if (text.trim() === '') return 'is empty: allowed is a certificate chain in PEM form';
  const labels = pemLabels(bytes);
  if (labels.length === 0)
    return isDerCertificate(bytes) ? derAdvice('openssl x509') : describeNoPem('certificate', bytes);
  const blocks = certificateBlocks(text);
  if (blocks.length === 0) {
    if (labels.some((label) => label.endsWith('PRIVATE KEY')))
      return `is a private key and no certificate: ${SWAPPED}`;
    if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) {
      return 'is a request for a certificate: name the certificate that was issued for it';
    }
    return `holds no whole certificate, but ${labels.join(', ')}`;
  }
  const chain: X509Certificate[] = [];
  for (const [index, block] of blocks.entries()) {
    try {
      chain.push(new X509Certificate(block));
    } catch (error) {
      return `holds a certificate (number ${index + 1}) that cannot be read: ${reasonOf(error)}`;
    }
  }
  return chain;
}

const SWAPPED = 'are WEBSOCKET_TLS_KEY and WEBSOCKET_TLS_CERT swapped?';

/** The complete PEM blocks of certificates. */
function certificateBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let block: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (BEGINNINGS.has(line.trimEnd())) block = [];
    block?.push(line.trimEnd());
    if (block === undefined || !line.startsWith('-----END ')) continue;
    blocks.push(block.join('\n'));
    block = undefined;
  }
  return blocks;
}

const BEGINNINGS: ReadonlySet<string> = new Set(
  ['', 'X509 ', 'TRUSTED '].map((kind) => `-----BEGIN ${kind}CERTIFICATE-----`),
);

/** The labels of the file's blocks, for example `CERTIFICATE`. */
function pemLabels(bytes: Buffer): readonly string[] {
  return [...bytes.toString('latin1').matchAll(/^-----BEGIN ([A-Z0-9 ]{1,40})-----/gm)].map(
    ([, label = '']) => label,
  );
}

function isEncrypted(bytes: Buffer): boolean {
  return /^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(bytes.toString('latin1'));
}

function isDerKey(bytes: Buffer): boolean {
  return (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) =>
    succeeds(() => createPrivateKey({ key: bytes, format: 'der', type })),
  );
}

function isDerCertificate(bytes: Buffer): boolean {
  return succeeds(() => new X509Certificate(bytes));
}

function derAdvice(tool: string): string {
  return `is in DER form, allowed is PEM: ${tool} -inform DER -in <this file> -out <new file>`;
}

/** The problem of a file without PEM. A remaining file that begins with a DER sequence is PKCS#12, as Windows exports it. */
function describeNoPem(what: string, bytes: Buffer): string {
  const hint =
    bytes[0] === 0x30 ? ' (convert a .pfx or .p12 file with openssl pkcs12 -in <this file> -nodes)' : '';
  return `holds no ${what} in PEM form${hint}`;
}

function succeeds(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** OpenSSL's message without its numeric codes. */
function reasonOf(error: unknown): string {
  const reason: unknown = error instanceof Error ? Reflect.get(error, 'reason') : undefined;
  if (typeof reason === 'string') return reason;
  return error instanceof Error ? error.message.replace(/^error:[0-9A-F]+:/, '') : String(error);
}
