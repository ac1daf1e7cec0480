import { type CompletedCommand, type CompletedValue, flagsWithValue, placeOf } from './completed-commands.ts';

/** The script for zsh, as a file `_hal-listener` in its fpath or by `source <(hal-listener completion zsh)`. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef hal-listener
# Completes the commands and flags of hal-listener in zsh.
_hal_listener() {
  local place='' word previous=\${words[CURRENT-1]}
  local -i index=2
  local -a subcommands flags values
  while ((index < CURRENT)); do
    word=\${words[index]}
    case $word in
      ${flagsWithValue(commands).join('|')}) ((index += 1)) ;;
      -*) ;;
      *)
        case "$place/$word" in
          ${commands
            .filter(({ path }) => path !== '')
            .map(({ path }) => placeOf(path))
            .join('|')}) place=$place/$word ;;
        esac ;;
    esac
    ((index += 1))
  done
  case "$place:$previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $place in
${commands.map(commandCase).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then _describe -o 'option' flags
  elif ((\${#subcommands})); then _describe 'command' subcommands
  elif [[ \${values[1]} == '<file>' ]]; then _files
  elif ((\${#values})); then compadd -- $values
  fi
}
# If loaded from the fpath, this file is the function itself; if sourced, the function is registered.
if [[ \${funcstack[1]} == _hal-listener ]]; then _hal_listener "$@"
elif (($+functions[compdef])); then compdef _hal_listener hal-listener
fi
`;
}

function valueCases({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flags, value }) => {
    const reply = replyOf(value);
    if (reply === undefined) return [];
    return [`    ${flags.map((flag) => `${placeOf(path)}:${flag}`).join('|')}) ${reply}; return ;;`];
  });
}

function replyOf(value: CompletedValue): string | undefined {
  switch (value.kind) {
    case 'none':
      return undefined;
    case 'file':
      return '_files';
    case 'choices':
      return `compadd -- ${value.choices.map(quote).join(' ')}`;
    case 'text':
      return '_message value';
  }
}

function commandCase({ path, commands, options, argument }: CompletedCommand): string {
  const flags = options.flatMap(({ flags: names, description }) =>
    names.map((name) => describeEntry(name, description)),
  );
  const values = argument.kind === 'choices' ? argument.choices : argument.kind === 'file' ? ['<file>'] : [];
  return [
    `    ${placeOf(path) || "''"})`,
    `      subcommands=(${commands.map(({ name, description }) => describeEntry(name, description)).join(' ')})`,
    `      flags=(${flags.join(' ')})`,
    `      values=(${values.map(quote).join(' ')}) ;;`,
  ].join('\n');
}

/** An entry for `_describe`, where a colon separates the name from its description. */
function describeEntry(name: string, description: string): string {
  return quote(`${name.replaceAll(':', '\\:')}:${description}`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
