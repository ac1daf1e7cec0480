import { Button, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { CommandTooltip } from '../components/command-tooltip.tsx';
import { useAction } from '../components/use-action.ts';

const useStyles = makeStyles({
  form: { display: 'flex', gap: '8px', alignItems: 'center' },
  port: { width: '96px' },
});

/** Asks for a port that is free, and moves the listener there. */
export function ChangePortForm({ usedPort }: { readonly usedPort: number }) {
  const styles = useStyles();
  const { busy, perform } = useAction();
  const [text, setText] = useState(String(usedPort > 65_000 ? 8_778 : usedPort + 10));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  const isValid = port >= 1 && port <= 65_535 && port !== usedPort;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) void perform('use-port', { port });
      }}
    >
      <Input
        className={styles.port}
        inputMode="numeric"
        aria-label="New port"
        aria-invalid={!isValid}
        value={text}
        onChange={(_, { value }) => setText(value.trim())}
      />
      <CommandTooltip command="use-port" values={[text]}>
        <Button type="submit" disabledFocusable={!isValid || busy !== undefined}>
          Use this port
        </Button>
      </CommandTooltip>
    </form>
  );
}
