/** Vite's inlining of a file: a data URL. */
declare module '*.wasm?url&inline' {
  const url: string;

  // biome-ignore lint/style/noDefaultExport: the form in which Vite gives it
  export default url;
}

/** What we use of WebAssembly: Node's types have it only with those of a browser. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** By pages of 64 KiB. */
    grow(pages: number): number;
  }
  function instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly instance: { readonly exports: unknown } }>;
}
