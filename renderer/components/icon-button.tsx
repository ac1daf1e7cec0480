import { Button, ToggleButton } from '@fluentui/react-components';
import { Checkmark16Regular } from '@fluentui/react-icons/svg/checkmark';
import { Copy16Regular } from '@fluentui/react-icons/svg/copy';
import { type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useNotices } from './notices.tsx';
import { Tip } from './tip.tsx';

/** A small icon button. Its label is the accessible name and the tooltip. */
export function IconButton(props: {
  readonly label: string;
  readonly icon: ReactElement;
  readonly className?: string | undefined;
  /** Disabled, but keeps its place. */
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  const { label, icon, className, disabled = false, onClick } = props;
  return (
    <Tip relationship="label" text={label}>
      <Button
        size="small"
        appearance="subtle"
        className={className}
        icon={icon}
        disabledFocusable={disabled}
        onClick={() => !disabled && onClick()}
      />
    </Tip>
  );
}

/** An icon button with an on and an off state. */
export function IconToggle(props: {
  readonly label: string;
  readonly icon?: ReactElement;
  readonly className?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Shown instead of an icon. */
  readonly children?: ReactNode;
}) {
  const { label, icon, className, checked, onChange, children } = props;
  return (
    <Tip relationship="label" text={label}>
      <ToggleButton
        size="small"
        appearance="subtle"
        className={className}
        {...(icon === undefined ? {} : { icon })}
        checked={checked}
        onClick={() => onChange(!checked)}
      >
        {children}
      </ToggleButton>
    </Tip>
  );
}

/** Copies a text to the clipboard and confirms it in its tooltip. */
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
    <Tip relationship="label" text={copied ? 'Copied' : `Copy ${what}`}>
      <Button
        appearance="subtle"
        size="small"
        icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
        onClick={copy}
      />
    </Tip>
  );
}
