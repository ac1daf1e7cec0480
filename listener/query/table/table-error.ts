import type { z } from 'zod';
import type { JsonPath } from '../../../lib/json-places.ts';

/** What is wrong with a table of subjects, and where. */

/** A table that cannot be used; the message names the place in it, what is wrong and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';
  /** Of the place. */
  readonly path: JsonPath;

  constructor(message: string, path: JsonPath = []) {
    super(message);
    this.path = path;
  }
}

/** What is wrong with a part of the table, at a place within it. */
export class PartError extends Error {
  readonly path: JsonPath;

  constructor(message: string, path: JsonPath) {
    super(message);
    this.path = path;
  }
}

/** An unknown key rather than the known one that is missing for it; of a value that may be one of several things what is wrong within it. */
export function firstProblem(issues: readonly z.core.$ZodIssue[]): {
  readonly path: JsonPath;
  readonly message: string;
} {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return { path: [], message: 'is not valid' };
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const [key] = issue.keys;
    return { path: key === undefined ? path : [...path, key], message: issue.message };
  }
  const within = issue.code === 'invalid_union' && issue.errors.find(([one]) => (one?.path.length ?? 0) > 0);
  if (!within) return { path, message: issue.message };
  const inner = firstProblem(within);
  return { path: [...path, ...inner.path], message: inner.message };
}

/** Compiles a part. @throws TableError with its place */
export function at<T>(place: string, path: JsonPath, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    const within = error instanceof PartError ? error.path : [];
    throw new TableError(`${place}: ${error instanceof Error ? error.message : String(error)}`, [
      ...path,
      ...within,
    ]);
  }
}

/** Does work at a place of a part: an error of it is one of that place. */
export function inside<T>(path: JsonPath, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const inner = error instanceof PartError ? error.path : [];
    throw new PartError(error instanceof Error ? error.message : String(error), [...path, ...inner]);
  }
}
