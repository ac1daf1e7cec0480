import { makeStyles, tokens } from '@fluentui/react-components';

/** What the tables of this screen share. */
export const useTableStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
  },
  row: {
    display: 'grid',
    alignItems: 'center',
    columnGap: '12px',
    padding: '0 14px',
    minHeight: '36px',
    boxSizing: 'border-box',
  },
  body: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    height: '40px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: { backgroundColor: tokens.colorBrandBackground2 },
  cell: {
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    display: 'flex',
    alignItems: 'center',
  },
  right: { justifyContent: 'flex-end', textAlign: 'right' },
});
