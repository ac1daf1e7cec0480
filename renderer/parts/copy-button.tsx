import { Button, Tooltip } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { useEffect, useState } from 'react';
import { useNotices } from './notices.tsx';

/** Puts a text on the clipboard, and says so in its own place. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [copied, setCopied] = useState(false);
  const notices = useNotices();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text).then(() => setCopied(true), notices.failed);
  };
  return (
    <Tooltip relationship="label" content={copied ? 'Copied' : `Copy ${what}`}>
      <Button
        appearance="subtle"
        size="small"
        icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
        onClick={copy}
      />
    </Tooltip>
  );
}
