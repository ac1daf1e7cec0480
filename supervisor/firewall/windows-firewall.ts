import { z } from 'zod';
import { oneLine } from '../../lib/text.ts';
import { powershell } from '../platform/powershell.ts';
import type { RunTool } from '../platform/run-tool.ts';
import {
  type Firewall,
  type FirewallCommand,
  type FirewallState,
  type FirewallTarget,
  RULE_NAME,
} from './firewall.ts';

/** What the script below prints. Of a filter, `Any` stands for all ports or programs. */
const FOUND = z.object({
  profiles: z.array(z.object({ name: z.string(), enabled: z.boolean() })).max(20),
  rules: z
    .array(
      z.object({
        name: z.string(),
        action: z.enum(['Allow', 'Block']),
        profiles: z.string(),
        program: z.string(),
      }),
    )
    .max(10_000),
});

type Found = z.infer<typeof FOUND>;

/** Inbound rules in force for TCP and a port, whoever made them. Each filter is listed once: asking for one rule at a time takes minutes. */
function listScript(port: number): string {
  return [
    `$port='${port}'`,
    "$ids=@{};foreach($f in Get-NetFirewallPortFilter -PolicyStore ActiveStore){if('TCP','Any' -notcontains $f.Protocol){continue};" +
      "foreach($p in @($f.LocalPort)){$r=\"$p\".Split('-');if($p -eq 'Any' -or $p -eq $port -or ($r.Length -eq 2 -and [int]$r[0] -le [int]$port -and [int]$port -le [int]$r[1])){$ids[$f.InstanceID]=1}}}",
    '$programs=@{};foreach($f in Get-NetFirewallApplicationFilter -PolicyStore ActiveStore){if($ids[$f.InstanceID]){$programs[$f.InstanceID]=$f.Program}}',
    '$rules=@(Get-NetFirewallRule -PolicyStore ActiveStore -Direction Inbound -Enabled True|Where-Object{$ids[$_.InstanceID]}|ForEach-Object{' +
      '@{name=$_.DisplayName;action="$($_.Action)";profiles="$($_.Profile)";program="$($programs[$_.InstanceID])"}})',
    '$profiles=@(Get-NetFirewallProfile -PolicyStore ActiveStore|ForEach-Object{@{name="$($_.Name)";enabled=[bool]("$($_.Enabled)" -eq "True")}})',
    'ConvertTo-Json -Compress -Depth 4 -InputObject @{rules=$rules;profiles=$profiles}',
  ].join(';');
}

/** Windows' own firewall, by PowerShell; where PowerShell is forbidden by `netsh`, which finds our own rule only. */
export function powershellFirewall(run: RunTool): Firewall {
  return {
    name: 'Windows Defender Firewall',
    async read(target) {
      try {
        return judgeWindowsRules(
          FOUND.parse(JSON.parse(await powershell(run, listScript(target.port)))),
          target,
        );
      } catch (error) {
        return readByNetsh(run, oneLine(error));
      }
    },
    addCommands: async (target) => [addCommand(target)],
    removeCommands: async () => [NETSH_DELETE],
  };
}

const NETSH_RULE = ['advfirewall', 'firewall'] as const;
const NETSH_DELETE: FirewallCommand = ['netsh.exe', ...NETSH_RULE, 'delete', 'rule', `name=${RULE_NAME}`];

/** `netsh` takes values that need no quotes of a shell, and works where PowerShell is forbidden. */
function addCommand({ port, program }: FirewallTarget): FirewallCommand {
  return [
    ...(['netsh.exe', ...NETSH_RULE, 'add', 'rule', `name=${RULE_NAME}`] as const),
    ...['dir=in', 'action=allow', 'protocol=TCP', `localport=${port}`, `program=${program}`],
    'profile=domain,private',
  ];
}

/** Its output is in the language of the system; only whether there is one is sure. */
async function readByNetsh(run: RunTool, why: string): Promise<FirewallState> {
  try {
    await run('netsh.exe', [...NETSH_RULE, 'show', 'rule', `name=${RULE_NAME}`], 'query');
    return { kind: 'open', rules: [RULE_NAME] };
  } catch {
    return { kind: 'unknown', why: `there is no rule ${RULE_NAME}, and others cannot be looked for: ${why}` };
  }
}

/** A rule that blocks comes before those that allow. Rules of the public profile alone do not help in a home network. */
export function judgeWindowsRules(
  { profiles, rules }: Found,
  { port, program }: FirewallTarget,
): FirewallState {
  const active = profiles.filter(({ enabled, name }) => enabled && name !== 'Public');
  if (active.length === 0) return { kind: 'off' };
  const about = rules.filter(
    (rule) =>
      rule.program === '' || rule.program === 'Any' || rule.program.toLowerCase() === program.toLowerCase(),
  );
  const blocking = about.find(({ action }) => action === 'Block');
  if (blocking !== undefined)
    return { kind: 'closed', why: `the rule "${blocking.name}" blocks port ${port}` };
  const allowing = about.filter(({ profiles: on }) => /Any|Domain|Private/.test(on));
  if (allowing.length > 0) return { kind: 'open', rules: allowing.map(({ name }) => name) };
  return { kind: 'closed', why: `no inbound rule allows port ${port} for ${program}` };
}
