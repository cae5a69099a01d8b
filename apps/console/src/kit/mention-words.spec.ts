import { MENTION, mentionOf } from './mention-words';

describe('a mention', () => {
  it('is written as it is read', () => {
    expect(MENTION.exec(`${mentionOf('0197-a', 'Investigator One')} please`)?.slice(1, 3)).toEqual([
      'Investigator One',
      '0197-a',
    ]);
  });

  it('is not ended early by a name', () => {
    expect(mentionOf('1', 'A [B]\nC')).toBe('@[A [BC](user:1)');
  });

  it.each(['@nobody', '@[](user:1)', '[x](user:1)', '@[x](mailto:1)'])('%s is none', (text) => {
    expect(MENTION.exec(text)).toBeNull();
  });
});
