import { COUNTRY_ZONES } from './addresses';
import { ordinaryFingerprint } from './fingerprints';
import type { Population } from './population';
import { CLUSTER, COVER_CAP } from './profile';
import { STREAM, below, draw, normal, streamOf } from './random';

/**
 * Adds the mixed reseller's real customers: each has one key on one of HY-04's accounts, from some day on
 * until the account stops.
 */
export function addCustomers({ accounts, lines, profile, campaign, anchors, seedKey }: Population): void {
  const first = anchors[CLUSTER.HY04] ?? 0;
  const count = profile.clusterAccounts[CLUSTER.HY04] ?? 0;
  const used = Array.from({ length: count }, (_, i) => first + i).filter(
    (a) => (accounts.lastDay[a] ?? -1) >= 0,
  );
  const keys = new Map<number, number>();
  for (let customer = 0; customer < profile.customerKeys; customer++) {
    const state = streamOf(seedKey, STREAM.customer, customer);
    // The first customer is on the account that lives through the window, so that every day has one.
    const account = used[customer === 0 ? 0 : below(state, 0, used.length)] ?? first;
    const line = campaign + customer;
    const firstDay = accounts.firstDay[account] ?? 0;
    const lastDay = accounts.lastDay[account] ?? 0;
    lines.account[line] = account;
    lines.firstDay[line] =
      firstDay + (customer === 0 ? 0 : below(state, 1, Math.min(10, (lastDay - firstDay) / 2)));
    lines.lastDay[line] = lastDay;
    lines.weight[line] = Math.exp(1.1 * normal(state, 2));
    lines.zone[line] = COUNTRY_ZONES[below(state, 4, COUNTRY_ZONES.length)] ?? 0;
    lines.home[line] = lines.home[account] ?? 0;
    lines.fingerprint[line] = ordinaryFingerprint(draw(state, 5));
    lines.templateKey[line] = draw(state, 6);
    keys.set(account, (keys.get(account) ?? 0) + 1);
  }
  for (let line = campaign; line < campaign + profile.customerKeys; line++) {
    lines.cap[line] = Math.floor(COVER_CAP / (keys.get(lines.account[line] ?? 0) ?? 1));
  }
  lines.count = campaign + profile.customerKeys;
}
