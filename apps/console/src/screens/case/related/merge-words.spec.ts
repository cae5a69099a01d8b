import { broughtWords } from './merge-words';

const NONE = { added: 0, both: 0 };
const copied = {
  account: { added: 1_200, both: 3 },
  source: NONE,
  key: NONE,
  entity: { added: 1, both: 0 },
  violation: NONE,
  member: NONE,
  playbook: NONE,
};
const counts = {
  alerts: 2,
  tasks: 0,
  tasksLeft: 0,
  links: 0,
  linksRetracted: 0,
  verdictsDiffered: 1,
  copied,
};

describe('what a merge brought', () => {
  it('is counted in words', () => {
    expect(broughtWords({ counts } as never)).toBe(
      'Brought 2 alerts, 1,200 accounts, 1 entity; 3 accounts were in both; 1 verdict differed, and the later one counts.',
    );
  });
});
