import type { CompletedCommand, CompletedValue } from './completed-commands.ts';

/** The script for PowerShell 5.1 and later: `hal-listener completion powershell | Out-String | Invoke-Expression`. */
export function powershellScript(commands: readonly CompletedCommand[]): string {
  return `# Completes the commands and flags of hal-listener in PowerShell.
Register-ArgumentCompleter -Native -CommandName 'hal-listener' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = @{
${commands.map(entryOf).join('\n')}
  }
  $typed = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  $place = ''
  $previous = ''
  $isValue = $false
  foreach ($word in $typed) {
    $previous = $word
    if ($isValue) { $isValue = $false; continue }
    if ($word.StartsWith('-')) { $isValue = $commands[$place].choices.ContainsKey($word); continue }
    $next = "$place $word".Trim()
    if ($commands.ContainsKey($next)) { $place = $next }
  }
  $here = $commands[$place]
  if ($isValue) { $found = $here.choices[$previous] }
  elseif ($wordToComplete.StartsWith('-')) { $found = $here.flags }
  else { $found = $here.words }
  $found | Where-Object { $_.Name -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ParameterValue', $_.Text)
  }
}
`;
}

function entryOf({ path, commands, options, argument }: CompletedCommand): string {
  const flags = options.flatMap(({ flags: names, description }) =>
    names.map((name) => item(name, description)),
  );
  const values = options.flatMap(({ flags: names, value }) =>
    value.kind === 'none' ? [] : names.map((name) => `${quote(name)} = @(${items(value)})`),
  );
  const entries = [...commands.map(({ name, description }) => item(name, description)), items(argument)];
  return [
    `    ${quote(path)} = @{`,
    `      words = @(${entries.filter((entry) => entry !== '').join(', ')})`,
    `      flags = @(${flags.join(', ')})`,
    `      choices = @{ ${values.join('; ')} }`,
    '    }',
  ].join('\n');
}

/** Empty for files: PowerShell completes them itself if nothing else is offered. */
function items(value: CompletedValue): string {
  return value.kind === 'choices' ? value.choices.map((choice) => item(choice, choice)).join(', ') : '';
}

/** A completion with its description as the tool tip, which may not be empty. */
function item(name: string, description: string): string {
  return `@{ Name = ${quote(name)}; Text = ${quote(description || name)} }`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
