import { Button } from '@fluentui/react-components';
import { LinkDismiss20Regular } from '@fluentui/react-icons/svg/link-dismiss';
import { CommandTooltip } from '../components/command-tooltip.tsx';
import { formatCount } from '../format/numbers.ts';

/** Disconnects the clients that are chosen in the table. */
export function DisconnectButton({
  selected,
  onClick,
}: {
  /** How many. */
  readonly selected: number;
  readonly onClick: () => void;
}) {
  return (
    <CommandTooltip command="disconnect" text="Disconnects the selected clients">
      <Button
        size="small"
        icon={<LinkDismiss20Regular />}
        disabledFocusable={selected === 0}
        onClick={() => selected > 0 && onClick()}
      >
        Disconnect{selected === 0 ? '' : ` ${formatCount(selected)}`}
      </Button>
    </CommandTooltip>
  );
}
