import { Button } from '@fluentui/react-components';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import { count } from '../format/figures.ts';
import { CommandTooltip } from '../parts/command-tooltip.tsx';

/** Disconnects the clients that are chosen in the table. */
export function DisconnectButton({
  chosen,
  onPress,
}: {
  /** How many. */
  readonly chosen: number;
  readonly onPress: () => void;
}) {
  return (
    <CommandTooltip command="disconnect" text="Disconnects the chosen clients">
      <Button
        size="small"
        icon={<LinkDismiss20Regular />}
        disabledFocusable={chosen === 0}
        onClick={() => chosen > 0 && onPress()}
      >
        Disconnect{chosen === 0 ? '' : ` ${count(chosen)}`}
      </Button>
    </CommandTooltip>
  );
}
