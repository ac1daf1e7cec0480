import type { QmText } from './text.ts';

/**
 * A statement as a log may hold it: words stay, values, which are quoted, do not. What follows a quote that is not
 * closed may be one.
 */
export function maskedStatement(statement: QmText): QmText {
  return statement.replace(/"[^"]*(?:"|$)|'[^']*(?:'|$)/g, '"***"').replace(/[\u00fb-\u00ff]/g, ' ');
}
