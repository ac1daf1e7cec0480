import { Button, makeStyles } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import type { AttentionItem } from '../../wording/attention.ts';
import { confirmationFor, needsConfirmation } from '../../wording/phantom-actions.ts';
import { useCommandFormatter, useLive } from '../client/panel-context.ts';
import { useConfirmation } from '../components/confirmation.tsx';
import { useNotices } from '../components/notices.tsx';
import { Tip } from '../components/tip.tsx';
import { useAction } from '../components/use-action.ts';
import { useNavigate } from '../navigation.ts';

const useStyles = makeStyles({ button: { flexShrink: 0, whiteSpace: 'nowrap' } });

/** The one thing to do about an item. */
export function AttentionButton({ item: { action, title } }: { readonly item: AttentionItem }) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const confirm = useConfirmation();
  const navigate = useNavigate();
  const connected = useLive().snapshot?.status?.connections.open ?? 0;
  if (action.kind === 'copy') return <CopyCommand command={action.command} title={title} />;
  const press = async (): Promise<void> => {
    if (action.kind === 'show') return navigate(action.screen);
    if (action.kind === 'reload') return void (await perform('reload', {}));
    if (
      needsConfirmation(action.kind, connected) &&
      !(await confirm(confirmationFor(action.kind, connected)))
    )
      return;
    await perform(action.kind, { debug: false });
  };
  return (
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
}

/** Copies the command as it works on the listener's machine; its tooltip shows it. */
function CopyCommand({ command, title }: { readonly command: string; readonly title: string }) {
  const styles = useStyles();
  const formatCommand = useCommandFormatter();
  const notices = useNotices();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const text = formatCommand(command);
  return (
    <Tip relationship="description" text={text}>
      <Button
        className={styles.button}
        size="small"
        icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
        aria-label={`Copy command: ${title}`}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), notices.failed)}
      >
        {copied ? 'Copied' : 'Copy command'}
      </Button>
    </Tip>
  );
}
