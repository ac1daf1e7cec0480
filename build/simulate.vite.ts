import { defineConfig } from 'vite';

/** The simulator itself; the product it runs is a bundle of its own. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/simulation',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { simulate: 'simulation/simulate.ts' },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});
