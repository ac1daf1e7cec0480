import { type CompletedCommand, type CompletedValue, flagsWithValue, placeOf } from './completed-commands.ts';

/** The script for bash 4 or later: `source <(hal-listener completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completes the commands and flags of hal-listener in bash.
_hal_listener() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local path='' index=1 word words='' values=''
  COMPREPLY=()
  # Bash treats the equals sign in --flag=value as a separate word.
  if [[ $current == = ]]; then current=''
  elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  while ((index < COMP_CWORD)); do
    word=\${COMP_WORDS[index]}
    if [[ $word == -* ]]; then
      if [[ \${COMP_WORDS[index+1]} == = ]]; then ((index += 2))
      else case $word in ${flagsWithValue(commands).join('|')}) ((index += 1)) ;; esac
      fi
    else
      case "$path/$word" in
        ${commands
          .filter(({ path }) => path !== '')
          .map(({ path }) => placeOf(path))
          .join('|')}) path=$path/$word ;;
      esac
    fi
    ((index += 1))
  done
  case "$path:$previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $path in
${commands.map(commandCase).join('\n')}
  esac
  if [[ $current == -* ]]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [[ $values == '<file>' ]]; then COMPREPLY=($(compgen -f -- "$current"))
  else COMPREPLY=($(compgen -W "$values" -- "$current"))
  fi
}
complete -o filenames -F _hal_listener hal-listener
`;
}

function valueCases({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ flags, value }) => {
    const reply = replyOf(value);
    return reply === undefined
      ? []
      : [`    ${flags.map((flag) => `${placeOf(path)}:${flag}`).join('|')}) ${reply}; return ;;`];
  });
}

function replyOf(value: CompletedValue): string | undefined {
  switch (value.kind) {
    case 'none':
      return undefined;
    case 'file':
      return 'COMPREPLY=($(compgen -f -- "$current"))';
    case 'choices':
      return `COMPREPLY=($(compgen -W '${value.choices.join(' ')}' -- "$current"))`;
    case 'text':
      return 'COMPREPLY=()';
  }
}

function commandCase({ path, commands, options, argument }: CompletedCommand): string {
  const place = placeOf(path) || "''";
  const words = options.flatMap(({ flags }) => flags).join(' ');
  const values = [
    ...commands.map(({ name }) => name),
    ...(argument.kind === 'choices' ? argument.choices : []),
  ];
  const shown = argument.kind === 'file' ? '<file>' : values.join(' ');
  return `    ${place}) words='${words}' values='${shown}' ;;`;
}
