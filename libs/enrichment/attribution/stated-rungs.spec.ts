import fc from 'fast-check';
import { type NamedParty, statedRungs } from './stated-rungs';

const ORG: NamedParty = { name: 'Example Group', aliases: ['Exlab'], rung: 3 };
const RESELLER: NamedParty = { name: 'Relay One', aliases: [], rung: 2 };
const said = (text: string): string[] =>
  statedRungs(text, [ORG, RESELLER], ['Our Lab']).map(({ rung, name }) => `${rung} ${name ?? '-'}`);

describe('what prose says of who is behind the accounts', () => {
  it.each([
    ['The accounts were a coordinated network of accounts.', '1 -'],
    ['We found a highly coordinated group.', '1 -'],
    ['They were operated through a commercial proxy service.', '2 -'],
    ['The accounts were run by a reseller of stolen keys.', '2 -'],
    ['The accounts were operated by Relay One.', '2 Relay One'],
    ['Relay One sold the accounts.', '2 Relay One'],
    ['We assess that operators affiliated with Example Group opened them.', '3 Example Group'],
    [
      'Operators affiliated with Example Group and its Exlab opened them.',
      '3 Example Group',
      '3 Example Group',
    ],
    ['Employees of Example Group used them.', '3 Example Group'],
    ['Example Group’s engineers opened the accounts.', '3 Example Group'],
    ['Example Group-affiliated accounts asked.', '3 Example Group'],
    ['The accounts, which Example Group controlled, were closed.', '4 Example Group'],
    ['Example Group employees opened some accounts.', '3 Example Group'],
    ['They acted on behalf of Example Group.', '3 Example Group'],
    ['Example Group conducted the campaign.', '4 Example Group'],
    ['Exlab directed it.', '4 Example Group'],
    ['Example Group has trained its model on our answers.', '4 Example Group'],
    ['Example Group, which is listed in New York, ignored the warnings.', '4 Example Group'],
    ['Example Group and its AI lab distilled our models.', '4 Example Group'],
    ['Example Group’s AI lab benefited from it.', '4 Example Group'],
    ['Example Group knowingly profits.', '4 Example Group'],
    ['Example Group is responsible for the campaign.', '4 Example Group'],
    ['Example Group was operating the accounts.', '4 Example Group'],
    ['Example Group may have directed the operators.', '4 Example Group'],
    ['The campaign was directed by Example Group.', '4 Example Group'],
    ['The accounts were operated by Example Group.', '4 Example Group'],
    ['We attribute the campaign to Example Group.', '4 Example Group'],
    ['Example Group did orchestrate it.', '4 Example Group'],
    ['There is no doubt that Example Group directed it.', '4 Example Group'],
    ['We did not name it before, but Example Group directed it.', '4 Example Group'],
    ['According to our records, Example Group ordered it.', '4 Example Group'],
    ['We have said that Example Group ordered it.', '4 Example Group'],
    ['Acme Sample conducted the campaign.', '4 Acme Sample'],
    ['The campaign was directed by Acme Sample.', '4 Acme Sample'],
    ['Operators affiliated with Acme Sample opened them.', '3 Acme Sample'],
  ])('finds it in %j', (text, ...expected) => {
    expect(said(text)).toEqual(expected);
  });

  it.each([
    'The accounts shared payment instruments and reached us through commercial proxies.',
    'We found no evidence that Example Group directed the campaign.',
    'Example Group did not conduct the campaign.',
    'Example Group never directed it.',
    'We make no statement about whether Example Group directed the network.',
    'We do not assess that the accounts were a coordinated network.',
    'According to the newspaper, Example Group directed the campaign.',
    'The committee reported that Example Group directed the campaign.',
    'The newspaper wrote: “Example Group directed the campaign.”',
    'Example Group denied it.',
    'Example Group has declined to comment.',
    'Example Group is listed in New York.',
    'Example Group was told of the closures.',
    'Example Group was named by the newspaper.',
    'We wrote to Example Group.',
    'The models of Example Group are sold in many countries.',
    'Example Group products are sold abroad.',
    'The reseller’s ordinary customers were left out.',
    'Our Lab conducted the campaign to tell our users.',
    'We conducted a review of the accounts.',
    'Investigators directed the operation.',
    'Attackers ran the campaign from many addresses.',
    'This would help Example Group approach the capability of our models.',
    'We notified Example Group of the closures.',
    'We cannot say whether Example Group or Exlab knew of the campaign.',
    'Example Group is a company with substantial operations here.',
    'We considered that they might be a reseller’s ordinary customers.',
    'Exlabs conducted something else.',
  ])('lets %j stand', (text) => {
    expect(said(text)).toEqual([]);
  });

  it('points at the words that it means', () => {
    const sentence = fc.constantFrom(
      'Example Group conducted the campaign.',
      'They were a coordinated network.',
      'Example Group denied it.',
      'Acme Sample directed the attack;',
      'We saw nothing “of the kind”.',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (sentences) => {
        const text = sentences.join(' ');
        for (const { offset, text: words } of statedRungs(text, [ORG]))
          expect(text.slice(offset, offset + words.length)).toBe(words);
      }),
    );
  });

  it('takes any text, and a name full of signs, in a time that follows its length', () => {
    const odd: NamedParty = { name: '(a+)+$ [x', aliases: ['', ' '], rung: null };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(statedRungs(`${text}(a+)+$ [x directed it`, [odd])).toBeInstanceOf(Array);
      }),
    );
    const start = process.cpuUsage().user;
    for (const piece of [
      'Aaaa ',
      '“',
      'a',
      'A-',
      'Example Group ',
      'Example Group said ',
      'operated by a ',
      'run ',
      'not ',
    ])
      statedRungs(piece.repeat(Math.ceil(100_000 / piece.length)), [ORG]);
    // Quadratic in the length, one of them would take minutes.
    expect((process.cpuUsage().user - start) / 1_000).toBeLessThan(30_000);
  });
});
