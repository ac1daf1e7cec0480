import { Button, makeStyles } from '@fluentui/react-components';
import type { AttentionItem } from '../../wording/attention.ts';
import { CommandTooltip } from '../components/command.tsx';
import { useAction } from '../components/use-action.ts';
import { useConsent } from '../components/use-consent.ts';
import { useNavigate } from '../navigation.ts';

const useStyles = makeStyles({ button: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** The one thing to do about an item. */
export function AttentionButton({ item: { action, title } }: { readonly item: AttentionItem }) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const consent = useConsent();
  const navigate = useNavigate();
  const press = async (): Promise<void> => {
    if (action.kind === 'show') return navigate(action.screen);
    if (action.kind === 'reload' || action.kind === 'put-back') return void (await perform(action.kind, {}));
    if (!(await consent(action.kind))) return;
    await perform(action.kind, { debug: false });
  };
  const button = (
    <Button
      className={styles.button}
      size="small"
      aria-label={`${action.label}: ${title}`}
      disabledFocusable={busy !== undefined}
      onClick={() => busy === undefined && void press()}
    >
      {action.label}
    </Button>
  );
  return action.kind === 'show' ? button : <CommandTooltip command={action.kind}>{button}</CommandTooltip>;
}
