import { makeStyles, mergeClasses, SearchBox } from '@fluentui/react-components';
import { useRef } from 'react';
import { useFindKey } from '../hooks.ts';

const useStyles = makeStyles({
  search: { display: 'flex', flexGrow: 1, minWidth: '120px' },
  box: { flexGrow: 1, minWidth: 0 },
});

/** A text that shortens a list; Ctrl+F leads to it. */
export function FilterBox({
  label,
  value,
  onFilter,
  className,
}: {
  readonly label: string;
  readonly value: string;
  readonly onFilter: (text: string) => void;
  readonly className?: string;
}) {
  const styles = useStyles();
  const box = useRef<HTMLElement>(null);
  useFindKey(box);
  return (
    <search className={mergeClasses(styles.search, className)} ref={box}>
      <SearchBox
        className={styles.box}
        size="small"
        placeholder="Filter (Ctrl+F)"
        aria-label={label}
        aria-keyshortcuts="Control+F"
        value={value}
        maxLength={200}
        onChange={(_, { value: text }) => onFilter(text)}
      />
    </search>
  );
}
