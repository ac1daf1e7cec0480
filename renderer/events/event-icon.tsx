import { tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Regular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircle20Regular } from '@fluentui/react-icons/svg/error-circle';
import { Info20Regular } from '@fluentui/react-icons/svg/info';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import type { ComponentType } from 'react';
import type { EventSeverity } from '../../wording/home-events.ts';

interface SeverityAppearance {
  readonly Icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  readonly color: string;
}

const APPEARANCE: Readonly<Record<EventSeverity, SeverityAppearance>> = {
  error: { Icon: ErrorCircle20Regular, color: tokens.colorPaletteRedForeground1 },
  warning: { Icon: Warning20Regular, color: tokens.colorPaletteDarkOrangeForeground1 },
  good: { Icon: CheckmarkCircle20Regular, color: tokens.colorPaletteGreenForeground1 },
  info: { Icon: Info20Regular, color: tokens.colorNeutralForeground2 },
};

/** Each severity has an icon and a color of its own; the label beside it says what happened. */
export function EventIcon({ severity }: { readonly severity: EventSeverity }) {
  const { Icon, color } = APPEARANCE[severity];
  return (
    <span style={{ color, lineHeight: 0, flexShrink: 0 }}>
      <Icon aria-hidden />
    </span>
  );
}
