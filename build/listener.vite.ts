import { defineConfig } from 'vite';

/**
 * One CommonJS file for the listener and its command line. CommonJS because an ES-module main does not start
 * as a single executable on Node 22 and 24. Everything but Node's own modules is inside.
 */
export default defineConfig({
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
