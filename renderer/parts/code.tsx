import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: '0.92em',
    padding: '1px 5px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground3,
    wordBreak: 'break-word',
  },
});

/** A command or a value within a sentence. */
export function Code({ children }: { readonly children: ReactNode }) {
  return <code className={useStyles().code}>{children}</code>;
}
