import { isIP } from 'node:net';

/** Replaces what does not belong into a bug report: names of users and machines, addresses, and secrets. */

/** Names of every machine, which say nothing, and words of the product. */
const PUBLIC_WORDS = new Set([
  ...['root', 'system', 'administrator', 'administrators', 'nobody', 'localhost', 'local', 'users'],
  ...[
    'hal',
    'listener',
    'nt authority',
    'builtin',
    'workgroup',
    'home',
    'windows',
    'user',
    'group',
    'parameters',
  ],
]);
const PUBLIC_ADDRESSES = new Set(['0.0.0.0', '255.255.255.255', '::', '::1']);

export interface MaskedWords {
  /** Of users, groups, machines and domains. */
  readonly names: readonly string[];
  readonly secrets: readonly string[];
}

/** The same word is replaced by the same mark everywhere, so that a reader still sees what belongs together. */
export class Mask {
  readonly #marks = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly #secrets: readonly string[];

  constructor({ names, secrets }: MaskedWords) {
    this.#secrets = secrets
      .filter((secret) => secret.length >= 4)
      .flatMap(encodedForms)
      .sort((one, other) => other.length - one.length);
    for (const name of names) this.add(name);
  }

  /** Hides a further name from now on. */
  add(name: string): void {
    const trimmed = name.trim();
    if (trimmed.length < 2 || PUBLIC_WORDS.has(trimmed.toLowerCase()) || /^[\d.]+$/.test(trimmed)) return;
    this.#names.set(trimmed.toLowerCase(), trimmed);
  }

  /** A text without those words. */
  apply(text: string): string {
    let masked = text;
    for (const secret of this.#secrets) masked = masked.replaceAll(secret, '<secret>');
    masked = masked
      // Accounts and folders of users, also those that are not known beforehand. A name in quotes may have blanks.
      .replaceAll(/"[^"\r\n]*"/g, (cell) => `"${this.#account(cell.slice(1, -1))}"`)
      .replaceAll(/[^\s"'()=,<>]+/g, (word) => (word.includes('@') ? this.#mail(word) : this.#account(word)))
      .replaceAll(
        /([\\/](?:Users|home)[\\/]{1,2})([^\\/"\r\n:]{1,60})/gi,
        (whole, lead: string, name: string) =>
          PUBLIC_WORDS.has(name.toLowerCase()) || name === 'Public' ? whole : lead + this.#mark('user', name),
      )
      .replaceAll(/\bS-1-5-21(?:-\d{1,10}){3,4}\b/g, (sid) => this.#mark('sid', sid))
      .replaceAll(/\b(token|password|passwd|secret|key)([=:]["']?)[^\s"',;]{1,200}/gi, '$1$2<secret>')
      .replaceAll(/\b(Bearer|Basic) +[^\s"',;]{1,400}/gi, '$1 <secret>')
      .replaceAll(/\b(?:[0-9A-Fa-f]{2}[-:]){5}[0-9A-Fa-f]{2}\b/g, (address) => this.#mark('address', address))
      .replaceAll(/[0-9A-Fa-f:.]{3,45}/g, (candidate) => this.#address(candidate))
      .replaceAll(/\b[\w-]{32,200}\b/g, (word) => (/\d/.test(word) ? this.#mark('id', word) : word));
    for (const name of [...this.#names.values()].sort((one, other) => other.length - one.length)) {
      masked = replaceWord(masked, name, this.#mark('name', name));
    }
    return masked;
  }

  #mail(word: string): string {
    return /^[\p{L}\p{N}._+-]+@[\p{L}\p{N}.-]+$/u.test(word) ? this.#mark('address', word) : word;
  }

  /** `HALBOX\anna`, as tools and, with two backslashes, JSON write it; anything else is returned as it is. */
  #account(word: string): string {
    const parts = word.split(/\\{1,2}/);
    const [domain = '', name = ''] = parts;
    if (parts.length !== 2 || domain === '' || name === '' || word.includes(':')) return word;
    // A part of a path or of a key, or an account of Windows itself.
    if (
      /^(?:HKEY_|HKCU|HKLM|\.|%)/.test(domain) ||
      /AUTHORITY$|AUTORIT/i.test(domain) ||
      /\.\w{1,4}$/.test(name)
    )
      return word;
    this.add(domain);
    this.add(name);
    const masked = parts.map((part) =>
      this.#names.has(part.toLowerCase()) ? this.#mark('name', part) : part,
    );
    return masked.join(word.includes('\\\\') ? '\\\\' : '\\');
  }

  #address(candidate: string): string {
    // A port follows an address of version 4 after a colon.
    const [address = '', port] = /^\d+(?:\.\d+){3}:\d+$/.test(candidate) ? candidate.split(':') : [candidate];
    if (isIP(address) === 0 || PUBLIC_ADDRESSES.has(address) || address.startsWith('127.')) return candidate;
    return this.#mark('address', address) + (port === undefined ? '' : `:${port}`);
  }

  #mark(kind: string, word: string): string {
    const key = `${kind} ${word.toLowerCase()}`;
    const known = this.#marks.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const mark = `<${kind} ${count}>`;
    this.#marks.set(key, mark);
    return mark;
  }
}

/** A secret as it may stand in an address, in JSON, in a header or in a dump of bytes. */
function encodedForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURI(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64Within(bytes, offset)),
  ];
  return [...new Set(forms)].filter((form) => form.length >= 4);
}

/** What base64 makes of the bytes after so many others: all but what depends on its neighbours. */
function base64Within(bytes: Buffer, offset: number): readonly string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const from = Math.ceil((offset * 4) / 3);
  const whole = Math.floor(((offset + bytes.length) * 4) / 3);
  const inner = text.slice(from, whole);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
}

/** Replaces a name where it is no part of a longer word. */
function replaceWord(text: string, name: string, mark: string): string {
  const lower = text.toLowerCase();
  const wanted = name.toLowerCase();
  let [result, from] = ['', 0];
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) {
    const isWord = !isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(at + name.length));
    if (!isWord || at < from) continue;
    result += text.slice(from, at) + mark;
    from = at + name.length;
  }
  return result + text.slice(from);
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
