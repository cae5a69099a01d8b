import { toQuery, toSearch } from './inbox-filters';

describe('the filters of the inbox', () => {
  it('ask for what waits unless a stage is chosen', () => {
    expect(toQuery({})).toEqual({ stage: ['New', 'InProgress'], limit: 100 });
    expect(toQuery({ stage: 'Closed', assignee: 'me' })).toEqual({
      stage: ['Closed'],
      assignee: 'me',
      limit: 100,
    });
    expect(toQuery({ stage: 'all' })).toEqual({ limit: 100 });
  });

  it('are a search that finds the same', () => {
    expect(toSearch({})).toBe('stage:(New OR InProgress) snoozed:false muted:false');
    expect(
      toSearch({
        stage: 'all',
        type: 'billing.a "b"',
        minimumSeverity: '3',
        assignee: 'none',
        include: 'muted',
      }),
    ).toBe('severity:>=3 type:"billing.a \\"b\\"" assignee:none snoozed:false');
  });
});
