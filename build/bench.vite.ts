import { defineConfig } from 'vite';

/** The bench and the server it measures against. It runs in this folder only, so `ws` stays outside. */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/bench',
    minify: false,
    rolldownOptions: {
      input: {
        attack: 'bench/attack/main.ts',
        bench: 'bench/bench.ts',
        'echo-server': 'bench/echo-server.ts',
        'qm-relay': 'bench/qm-relay.ts',
      },
      // What they share stands beside them: they find the shipped file from their own folder.
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
