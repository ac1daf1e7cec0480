import { defineConfig, type Plugin } from 'vite';

/**
 * One CommonJS file for the listener and its command line. CommonJS because an ES-module main does not start
 * as a single executable on Node 22 and 24. Everything but Node's own modules is inside.
 */
export default defineConfig({
  plugins: [asciiOnly()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: { 'hal-listener': 'cli/bin.ts' },
      // Native extras that ws would use if they were there; we ship none.
      external: ['bufferutil', 'utf-8-validate'],
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        banner: '#!/usr/bin/env node',
        codeSplitting: false,
      },
    },
  },
});

/** Escapes what is not ASCII: with one such character in it, V8 keeps the whole source at two bytes a character. */
function asciiOnly(): Plugin {
  return {
    name: 'ascii-only',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = escaped(file.code);
    },
  };
}

function escaped(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
