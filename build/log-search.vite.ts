import { defineConfig } from 'vite';

/** The program of the thread that searches logs: one file, because a thread's program is handed over as text. */
export default defineConfig({
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    minify: false,
    rolldownOptions: {
      input: { 'log-search': 'panel/logs/search-worker.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
});
