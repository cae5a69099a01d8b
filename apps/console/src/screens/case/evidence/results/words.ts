import { count, many, percent } from '../../../../kit/numbers';
import { money, onDay } from './format';
import { type Finding, resultOf, type Results } from './shapes';

/** What a finding says, in sentences; the first says the most. */
export function inWordsOf(of: Finding): string[] {
  const say = WORDS[of.analyzer] as (result: unknown) => string[];
  return say(resultOf(of, of.analyzer));
}

/** How far a day stands out, up or down. */
const far = (ratio: number): number => Math.abs(Math.log(ratio));

const WORDS: { [Name in keyof Results]: (result: Results[Name]) => string[] } = {
  'account-totals': (of) => [
    `${many(of.exchanges, 'exchange')} by ${many(of.accountsUsed, 'account')}; ${of.accountsNeverUsed === 0 ? 'none was' : `${count(of.accountsNeverUsed)} were`} never used.`,
    `${count(of.inputTokens)} tokens were read and ${count(of.outputTokens)} written. ${many(of.failed, 'request')} were refused or broke, and are not counted.`,
  ],
  'daily-timeline': (of) => [
    of.changePoints.length === 0
      ? `${many(of.days.length, 'day')} without one that stands out.`
      : `${many(of.days.length, 'day')}, ${count(of.changePoints.length)} of which stand out: ${of.changePoints
          .toSorted((a, b) => far(b.ratio) - far(a.ratio))
          .slice(0, 3)
          .map(({ day, direction }) => `a ${direction} on ${onDay(day)}`)
          .join(', ')}${of.changePoints.length > 3 ? ' and more' : ''}.`,
  ],
  'capability-focus': (of) => {
    const [most] = of.capabilities;
    if (!most) return ['There were no exchanges.'];
    const lift = most.lift === null ? '' : `, ${most.lift.toFixed(1)} times as much as among everybody else`;
    return [
      `${percent(most.share)} of the exchanges were for ${most.capability.replaceAll('_', ' ')}${lift}.`,
    ];
  },
  'model-shift': (of) =>
    of.releases.length === 0
      ? ['No model came out while the usage ran.']
      : of.releases.map(
          ({ model, first24Hours: day, first72Hours: three }) =>
            `Within 24 hours ${percent(day.share)} of the case’s exchanges were with ${model}, within 72 hours ${percent(three.share)}; of everybody else’s ${percent(day.shareOutside)} and ${percent(three.shareOutside)}.`,
        ),
  'shared-infrastructure': (of) => [
    `${many(of.families.campaign, 'template family', 'template families')}, ${many(of.instruments.count, 'payment instrument')}, ${many(of.networks.count, 'network')}, ${many(of.domains.count, 'e-mail domain')} and ${many(of.fingerprints.count, 'client fingerprint')} tie accounts that have little in common with others.`,
    `${many(of.core.accounts, 'account')} plainly do as the campaign does; the ties are theirs.`,
  ],
  'synchronised-timing': (of) =>
    of.moments.length === 0
      ? ['The requests of the campaign do not start together.']
      : [
          `${percent(of.share)} of the campaign’s requests start at ${many(of.moments.length, 'moment')} of the hour, of everybody else’s ${percent(of.shareOutside)}.`,
          `These moments are ${percent(of.coverage)} of the hour: as much would fall on them by chance.`,
        ],
  lifecycle: (of) => [
    `${many(of.bursts.accounts, 'account')} of ${count(of.accounts)} were created in ${many(of.bursts.count, 'burst')}.`,
    ...of.banWaves.map(
      ({ at, banned, created, heirs }) =>
        `After ${many(banned, 'account')} stopped at once on ${onDay(at)}, ${count(created)} were created within ten days, ${count(heirs)} of them on payment instruments of those that were stopped.`,
    ),
    `${count(of.reactivated.aged)} lay still for long before their first use, ${count(of.reactivated.paused)} for long in between.`,
  ],
  membership: (of) => [
    `Of the case’s accounts ${count(of.suggestions.confirm)} belong to the campaign by the evidence, ${count(of.suggestions.clear)} do not, and ${count(of.suggestions.review)} need to be looked at.`,
    `Outside the case ${count(of.candidates.ban)} plainly belong in, ${count(of.candidates.review)} need to be looked at, and ${count(of.candidates.look_alike)} only look alike.`,
    ...(of.compromised && of.compromised.accounts > 0
      ? [
          `${many(of.compromised.accounts, 'account')}, ${count(of.compromised.inCase)} of them in the case, may be victims whose keys are stolen: to revoke the keys that carry the campaign would end it, and a duty to notify may have begun (see the obligations).`,
        ]
      : []),
    ...(of.looks && of.looks.count > 1
      ? [
          `It took ${many(of.looks.count, 'look')}: ${many(of.looks.found, 'account')} outside the case led to others, and ${many(of.looks.familiesOfOthers, 'template family', 'template families')} turned out to be others’ as well.`,
        ]
      : []),
  ],
  clusters: (of) => [
    `${many(of.clusters.count, 'cluster')} of ${count(of.clustered)} accounts; ${count(of.stragglers)} of the campaign’s belong to none.`,
  ],
  'cover-traffic': (of) => [
    `${count(of.suggestions.cover)} of ${many(of.keys, 'key')} carry traffic that is no part of the campaign: ${many(of.exchanges.cover, 'exchange')} on ${many(of.accountsWithCover, 'account')}.`,
    `${count(of.suggestions.review)} keys need to be looked at.`,
  ],
  value: (of) => [
    `${money(of.value, of.priceList.currency)} at list prices of ${onDay(of.priceList.version)}${of.unpriced.length > 0 ? `, without ${of.unpriced.join(', ')}` : ''}.`,
    ...of.notes,
  ],
  displacement: (of) =>
    of.waves.length === 0
      ? ['No accounts of the campaign were banned together.']
      : of.waves.map(
          ({ at, accounts }) =>
            `${many(accounts, 'account')} stopped on ${onDay(at)}: the chart shows where their traffic went.`,
        ),
};
