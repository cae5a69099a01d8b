import { addressText } from '../addresses';
import { groupNamed } from '../groups';
import type { Population } from '../population';
import { CLUSTERS, DAY_MS } from '../profile';
import { STREAM, below, draw, streamOf } from '../random';
import { privateTemplates } from '../request';
import { centreText } from '../templates';
import {
  type AlertDraft,
  allUsedBy,
  cardsOf,
  dayStart,
  grouped,
  homesOf,
  membersOf,
  overlapping,
  usedCampaign,
} from './draft';

/**
 * What template-watch finds: for each family of near-duplicate prompts the accounts that use it, as they
 * appear. Together its alerts name every campaign account with traffic. A family's first alert names the
 * accounts on which the operator tried it out, which use the families of their whole cluster.
 */
export function templateAlerts(population: Population): AlertDraft[] {
  const { accounts, anchors, lines, seedKey, families } = population;
  const trials = new Set(anchors.subarray(0, CLUSTERS.length));
  const byFamily = grouped(
    usedCampaign(population).filter((account) => !trials.has(account)),
    (account) => lines.signature[account] ?? 0,
  );
  // The first universal family ties the clusters' trial accounts together.
  if (!byFamily.has(0)) byFamily.set(0, []);
  const drafts = [...byFamily].flatMap(([family, members]) => {
    const clusters = new Set(members.map((account) => accounts.group[account] ?? 0));
    const trialled = [...trials].filter(
      (a) => a >= 0 && (family === 0 || clusters.has(accounts.group[a] ?? 0)),
    );
    members.sort((a, b) => (accounts.firstDay[a] ?? 0) - (accounts.firstDay[b] ?? 0) || a - b);
    const size = 50 + below(streamOf(seedKey, STREAM.alert, family), 0, 110);
    return overlapping([...trialled, ...members], size).map((list) => {
      const state = streamOf(seedKey, STREAM.alert, family, list[list.length - 1] ?? 0);
      const seen = allUsedBy(population, list);
      const to = dayStart(seen + 1);
      const days = list.map((account) => accounts.firstDay[account] ?? 0);
      return draftOf(
        population,
        list,
        [centreText(families, family)],
        dayStart(Math.min(...days.slice(1), seen)),
        to,
        to + (draw(state, 1) % DAY_MS),
      );
    });
  });
  return [...drafts, vendorAlert(population)];
}

/** The evaluation vendor's graded prompts come from a template too; nothing ties them to the campaign. */
function vendorAlert(population: Population): AlertDraft {
  const { campaign, lines, customersEnd } = population;
  const vendor = membersOf(population, groupNamed('evaluation_vendor'), 1);
  let line = Math.max(campaign, customersEnd);
  while (lines.account[line] !== vendor[0]) line++;
  const detected = dayStart(9) + 0.4 * DAY_MS;
  const draft = draftOf(
    population,
    vendor,
    privateTemplates(population, line).slice(0, 2),
    dayStart(7),
    dayStart(9),
    detected,
  );
  return { ...draft, addresses: [addressText(lines.home[line] ?? 0)], confidence: 0.55 };
}

function draftOf(
  population: Population,
  accounts: readonly number[],
  templates: readonly string[],
  from: number,
  to: number,
  detectedAt: number,
): AlertDraft {
  const count = accounts.length;
  return {
    detector: 'template-watch',
    type: 'distillation.template-cluster',
    rule: 'template-family-volume',
    title: `Near-duplicate prompt template on ${count} account${count === 1 ? '' : 's'}`,
    description: `Prompts whose skeletons differ in at most 3 of 64 bits were sent by ${count} account${count === 1 ? '' : 's'} with no common owner on record.`,
    accounts,
    addresses: homesOf(population, accounts, 10),
    instruments: cardsOf(population, accounts),
    fingerprints: [],
    templates,
    from,
    to,
    detectedAt: Math.floor(detectedAt),
    confidence: Math.min(0.97, 0.6 + count / 400),
  };
}
