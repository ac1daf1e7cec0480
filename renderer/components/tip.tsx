import { Tooltip, type TooltipProps } from '@fluentui/react-components';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { type ChosenPlace, FIRST_PLACE, placeOfTip } from './tip-place.ts';

const CONTROLS = 'button, a[href], input, [role="tab"], [role="combobox"]';

/** A tooltip that covers no other control where there is room for it. */
export function Tip(props: {
  /** `label`: it is the control's accessible name. */
  readonly relationship: 'label' | 'description';
  readonly text: ReactNode;
  readonly children: NonNullable<TooltipProps['children']>;
}) {
  const { relationship, text, children } = props;
  /** The control, while its tooltip is visible. */
  const [control, setControl] = useState<Element>();
  const [content, setContent] = useState<HTMLElement | null>(null);
  const [place, setPlace] = useState<ChosenPlace>({ ...FIRST_PLACE, covers: false });
  useLayoutEffect(() => {
    if (control === undefined || content === null) return;
    const others = [...document.querySelectorAll(CONTROLS)].filter(
      (other) => !other.contains(control) && !control.contains(other) && other.checkVisibility(),
    );
    const { width, height } = content.getBoundingClientRect();
    setPlace(
      placeOfTip(
        control.getBoundingClientRect(),
        { width, height },
        others.map((other) => other.getBoundingClientRect()),
        { width: innerWidth, height: innerHeight },
      ),
    );
  }, [control, content]);
  return (
    <Tooltip
      relationship={relationship}
      withArrow={relationship === 'description'}
      positioning={{ position: place.position, align: place.align, pinned: true }}
      visible={control !== undefined}
      onVisibleChange={(event, { visible }) => {
        const target = event?.target;
        const isControl = visible && target instanceof Element;
        setControl(isControl ? (target.closest(CONTROLS) ?? target) : undefined);
      }}
      content={{
        children: text,
        ref: setContent,
        // Where there is no room, the controls below it can still be pointed at.
        style: place.covers ? { pointerEvents: 'none' } : {},
      }}
    >
      {children}
    </Tooltip>
  );
}
