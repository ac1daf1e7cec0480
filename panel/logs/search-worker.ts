import { parentPort, workerData } from 'node:worker_threads';
import { type LogSearch, searchLog } from './log-search.ts';

/** The program of the search thread: one search, one answer. It is ended from outside when it takes too long. */
searchLog(workerData as LogSearch).then((found) => parentPort?.postMessage(found));
