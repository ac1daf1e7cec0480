import { z } from 'zod';
import { tryParseJson } from '../../lib/text.ts';
import { powershell, powershellText } from '../platform/powershell.ts';
import type { RunTool } from '../platform/run-tool.ts';
import { AutostartError, WINDOWS_SYSTEM_SID } from './autostart.ts';

/** Accounts of Windows by their SID: names are translated, and a name of a domain is ambiguous without the domain. */

export const ADMINISTRATORS_SID = 'S-1-5-32-544';

const SID = /^S-1(?:-\d+)+$/;
/** Names that no Windows translates in a command. */
const SERVICE_ACCOUNTS: Readonly<Record<string, string>> = {
  system: WINDOWS_SYSTEM_SID,
  localsystem: WINDOWS_SYSTEM_SID,
  localservice: 'S-1-5-19',
  networkservice: 'S-1-5-20',
};

export function isSid(account: string): boolean {
  return SID.test(account);
}

/** The SID of the user of this process; undefined if Windows does not say it. */
export async function ownSid(run: RunTool): Promise<string | undefined> {
  try {
    const output = await run('whoami.exe', ['/user', '/fo', 'csv', '/nh'], 'query');
    return /S-1(?:-\d+)+/.exec(output)?.[0];
  } catch {
    return undefined;
  }
}

const TRANSLATED = z.object({ Sid: z.string().regex(SID).nullable() });

/**
 * The SID of an account.
 *
 * @param account a SID, a name such as `anna`, `HALBOX\\anna` or `anna@hal.example`, a group, or `LocalService`
 * @returns the name itself if PowerShell cannot be asked: the tools that get it look it up too
 * @throws AutostartError if there is no such account
 */
export async function accountId(account: string, run: RunTool): Promise<string> {
  if (isSid(account)) return account;
  const service =
    SERVICE_ACCOUNTS[
      account
        .toLowerCase()
        .replace(/^nt authority\\/, '')
        .replaceAll(' ', '')
    ];
  if (service !== undefined) return service;
  const translation = `([Security.Principal.NTAccount]${powershellText(account)}).Translate([Security.Principal.SecurityIdentifier]).Value`;
  const script = `$s=$null;try{$s=${translation}}catch{};[pscustomobject]@{Sid=$s}|ConvertTo-Json -Compress`;
  let output: string;
  try {
    output = await powershell(run, script);
  } catch {
    return account;
  }
  const { data } = TRANSLATED.safeParse(tryParseJson(output.replace(/^\uFEFF/, '')));
  if (data === undefined) return account;
  if (data.Sid !== null) return data.Sid;
  throw new AutostartError(
    `This machine knows no account ${account}. Name one of a domain as DOMAIN\\user, or by its SID.`,
  );
}
