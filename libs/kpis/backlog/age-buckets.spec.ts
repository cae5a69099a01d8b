import { arrivalsOf } from './age-buckets';

describe('the ages of a backlog', () => {
  it('have no gap between them and no end', () => {
    const at = (iso: string): Date => new Date(`2026-06-${iso}Z`);
    expect(arrivalsOf(at('30T12:00:00'))).toEqual([
      { name: 'under1h', after: at('30T11:00:00'), until: null },
      { name: 'under4h', after: at('30T08:00:00'), until: at('30T11:00:00') },
      { name: 'under24h', after: at('29T12:00:00'), until: at('30T08:00:00') },
      { name: 'under3d', after: at('27T12:00:00'), until: at('29T12:00:00') },
      { name: 'under7d', after: at('23T12:00:00'), until: at('27T12:00:00') },
      { name: 'older', after: null, until: at('23T12:00:00') },
    ]);
  });
});
