import { defineConfig } from 'vite';

/** The listener and its command line as the simulator loads them: Node's modules are asked of the simulated machine. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/simulation',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { product: 'cli/command-line.ts' },
      external: ['bufferutil', 'utf-8-validate'],
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
