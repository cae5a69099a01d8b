import { foresee, isListed, reverseOf } from './foresee';
import type { Alert } from './inbox-filters';

const alert = {
  id: 'a',
  stage: 'New',
  assigneeId: null,
  queueId: 'inbox',
  snoozedUntil: null,
  staffTags: ['seen'],
} as unknown as Alert;

describe('what the inbox shows before the answer is there', () => {
  it('leaves out what an act takes from the list, and keeps the rest', () => {
    const after = (act: Parameters<typeof foresee>[1]) => foresee(alert, act, 'me');
    expect(isListed(after({ act: 'take' }), {}, 'me')).toBe(true);
    expect(isListed(after({ act: 'take' }), { assignee: 'me' }, 'me')).toBe(true);
    expect(isListed(after({ act: 'take' }), { assignee: 'none' }, 'me')).toBe(false);
    expect(isListed(after({ act: 'snooze', until: '2026-06-15T08:00:00Z' }), {}, 'me')).toBe(false);
    expect(
      isListed(after({ act: 'snooze', until: '2026-06-15T08:00:00Z' }), { include: 'snoozed' }, 'me'),
    ).toBe(true);
    expect(isListed(after({ act: 'move', queueId: 'billing' }), {}, 'me')).toBe(true);
    expect(isListed(after({ act: 'move', queueId: 'billing' }), { queueId: 'inbox' }, 'me')).toBe(false);
    expect(isListed(after({ act: 'transition', stage: 'InProgress' }), { stage: 'New' }, 'me')).toBe(false);
    expect(isListed(after({ act: 'join' }), {}, 'me')).toBe(false);
    expect(isListed(after({ act: 'join' }), { stage: 'all' }, 'me')).toBe(true);
  });

  it('knows the act that makes it as it was', () => {
    expect(reverseOf(alert, { act: 'take' })).toEqual({ act: 'release' });
    expect(reverseOf({ ...alert, assigneeId: 'other' }, { act: 'assign', assigneeId: 'me' })).toEqual({
      act: 'assign',
      assigneeId: 'other',
    });
    expect(reverseOf(alert, { act: 'snooze', until: '2026-06-15T08:00:00Z' })).toEqual({ act: 'wake' });
    expect(reverseOf(alert, { act: 'move', queueId: 'billing' })).toEqual({ act: 'move', queueId: 'inbox' });
    expect(reverseOf(alert, { act: 'tag', add: ['new', 'seen'] })).toEqual({ act: 'tag', remove: ['new'] });
    expect(reverseOf(alert, { act: 'tag', add: ['seen'] })).toBeUndefined();
    expect(reverseOf(alert, { act: 'transition', stage: 'InProgress' })).toBeUndefined();
  });
});
