import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/**
 * The parts of the page whose names change with their content, compressed once for all pages, in threads of their own:
 * a page loads a dozen at once, and would wait for each one after the other.
 */
export class CompressedAssets {
  readonly #byPath = new Map<string, Promise<Uint8Array>>();
  readonly #compress: (content: Uint8Array) => Promise<Uint8Array>;

  constructor(compressContent: (content: Uint8Array) => Promise<Uint8Array> = compress) {
    this.#compress = compressContent;
  }

  /** @param pathname of a part that exists: as many are kept as the page has */
  get(pathname: string, content: Uint8Array): Promise<Uint8Array> {
    const known = this.#byPath.get(pathname);
    if (known !== undefined) return known;
    const compressed = this.#compress(content);
    this.#byPath.set(pathname, compressed);
    compressed.catch(() => this.#byPath.delete(pathname));
    return compressed;
  }
}
