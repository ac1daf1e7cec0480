import type { RunTool } from './run-tool.ts';

/**
 * Windows PowerShell 5.1 and later. A user's profile would cost seconds and may print. Version 5.1 unrolls a list of one
 * element in a pipe, even with `@(...)`.
 */

const BEGIN = "$ErrorActionPreference='Stop';[Console]::OutputEncoding=[Text.Encoding]::UTF8;";
const ARGUMENTS = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'] as const;

/** Runs a script, which ends at its first error. @returns what it prints */
export function powershell(run: RunTool, script: string): Promise<string> {
  return run('powershell.exe', [...ARGUMENTS, BEGIN + script]);
}

/** A text as an expression, whatever is in it: PowerShell takes several letters for quotes. */
export function powershellText(text: string): string {
  const bytes = Buffer.from(text, 'utf16le').toString('base64');
  return `([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('${bytes}')))`;
}
