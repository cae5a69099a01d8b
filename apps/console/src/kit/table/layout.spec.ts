import { layoutOf, visibleIn } from './layout';

const COLUMNS = [
  { id: 'title', width: 'minmax(12rem, 2fr)' },
  { id: 'owner', width: '8rem', isExtra: true },
  { id: 'severity', width: '6rem' },
  { id: 'since', width: '10rem', isExtra: true },
];

describe('columns of a list', () => {
  it('are all shown where there is room for all', () => {
    expect(visibleIn(COLUMNS, 36, false)).toEqual({ title: true, owner: true, severity: true, since: true });
  });

  it('are left out from the last on, and only those that may be, until the others have room', () => {
    expect(visibleIn(COLUMNS, 35.9, false)).toMatchObject({ owner: true, since: false });
    expect(visibleIn(COLUMNS, 36, true)).toMatchObject({ owner: true, since: false });
    expect(visibleIn(COLUMNS, 20, false)).toEqual({
      title: true,
      owner: false,
      severity: true,
      since: false,
    });
    expect(visibleIn(COLUMNS, 1, false)).toMatchObject({ title: true, severity: true });
  });

  it('need their least widths together, and the box that ticks them', () => {
    expect(layoutOf(COLUMNS, true)).toEqual({
      gridTemplateColumns: '2.5rem minmax(12rem, 2fr) 8rem 6rem 10rem',
      minWidth: '38.5rem',
    });
  });
});
