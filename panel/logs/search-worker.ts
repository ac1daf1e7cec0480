import { parentPort, workerData } from 'node:worker_threads';
import { type LineQuery, type LogStretch, lineMatcher, searchStretch } from './log-search.ts';

/** The program of a search thread: one stretch, one answer. It is ended from outside when it takes too long. */
const matches = lineMatcher(workerData as LineQuery);
parentPort?.on('message', (stretch: LogStretch) => {
  void searchStretch(stretch, matches).then((rows) => parentPort?.postMessage(rows));
});
