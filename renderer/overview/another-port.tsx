import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { CommandTooltip } from '../parts/command-tooltip.tsx';
import { useAction } from '../parts/use-order.ts';

const useStyles = makeStyles({
  form: { display: 'flex', gap: '8px', alignItems: 'center' },
  port: { width: '96px' },
});

/** Asks for a port that is free, and moves the listener there. */
export function AnotherPort({ taken }: { readonly taken: number }) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const [text, setText] = useState(String(taken > 65_000 ? 8_778 : taken + 10));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const good = port >= 1 && port <= 65_535 && port !== taken;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (good) void perform('use-port', { port });
      }}
    >
      <Input
        className={styles.port}
        inputMode="numeric"
        aria-label="Another port"
        aria-invalid={!good}
        value={text}
        onChange={(_, { value }) => setText(value.trim())}
      />
      <CommandTooltip command="use-port" values={[text]}>
        <Button type="submit" disabledFocusable={!good || busy !== undefined}>
          Use it
        </Button>
      </CommandTooltip>
    </form>
  );
}
