import { Badge } from '@fluentui/react-components';
import type { TablePart } from '../../contract/panel-intents.ts';

const ORIGINS = {
  'built-in': { label: 'built in', color: 'informative' },
  changed: { label: 'changed by you', color: 'success' },
  own: { label: 'your own', color: 'success' },
} as const satisfies Readonly<Record<TablePart['origin'], object>>;

/** Whether a part is as the built-in table has it. */
export function OriginBadge({ origin }: { readonly origin: TablePart['origin'] }) {
  const { label, color } = ORIGINS[origin];
  return (
    <Badge appearance="outline" color={color} data-origin={origin}>
      {label}
    </Badge>
  );
}
