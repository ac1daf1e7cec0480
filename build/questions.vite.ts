import { defineConfig } from 'vite';

/** `npm run questions`: the corpus asked of the engine. It runs in this folder only and reads the corpus from it. */
export default defineConfig({
  // The corpus is found from the file's own place.
  define: { 'import.meta.dirname': JSON.stringify(`${import.meta.dirname}/../listener/query/testing`) },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/questions',
    minify: false,
    rolldownOptions: {
      input: {
        questions: 'listener/query/testing/questions.ts',
        try: 'listener/query/testing/try.ts',
        'near-words': 'listener/query/testing/print-near-words.ts',
        'question-list': 'listener/query/testing/print-question-list.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
});
