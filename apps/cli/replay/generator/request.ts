import {
  COUNTRIES,
  carrierExit,
  datacentreExit,
  homeAddress,
  officeAddress,
  residentialExit,
} from './addresses';
import { clusterFingerprint, ordinaryFingerprint } from './fingerprints';
import { CUSTOMER_GROUP, GROUPS, groupNamed } from './groups';
import { operatorExit, operatorFingerprint, operatorOf, operatorTemplate } from './operators';
import type { Population } from './population';
import { CLUSTER, CLUSTERS, DAY_MS, RELEASE_DAY } from './profile';
import { STREAM, draw, mix, streamOf } from './random';
import { campaignCapability, inUse, mixTable, pickTables, universalFamily } from './templates';
import { SLOT_MS } from './timing';

const WHOLE = 4294967296;
const PUBLIC_TEMPLATES = 200;
const MIXES = [...GROUPS, CUSTOMER_GROUP].map((group) => mixTable(group.mix));
const UNIQUE = Float64Array.from([...GROUPS, CUSTOMER_GROUP].map((group) => group.unique * WHOLE));
const PUBLIC = Float64Array.from([...GROUPS, CUSTOMER_GROUP].map((g) => (g.unique + g.publicShare) * WHOLE));
const CUSTOMER = GROUPS.length;
const TRAVELLER = groupNamed('travelling_user');
const VPN = groupNamed('vpn_user');
/** Innocents behind the campaign's proxies where these are shared. */
const NEIGHBOURS = new Set(['vpn_user', 'travelling_user', 'agency_card', 'company_60'].map(groupNamed));

/** The particulars of one request; one object is filled again and again. */
export interface Request {
  capability: number;
  templateHigh: number;
  templateLow: number;
  /** 0, where the platform saw none. */
  address: number;
  fingerprint: number;
  /** Index into MODELS. */
  model: number;
  /** Draws of the row; the lengths and the failure code take theirs from it. */
  state: number;
}

/** Models as the usage file names them. */
export const MODELS = ['flagship-A', 'mid', 'small', 'flagship-B'] as const;
/** Index of the model released on 28 May. */
export const NEW_MODEL = 3;

/** Private templates of one key; lines of one organisation share them. */
const PRIVATE_TEMPLATES = 4;

/** Halves of the 64-bit hash of a template that is not the campaign's. */
export function ordinaryTemplate(seedKey: number, template: number): readonly [high: number, low: number] {
  const high = mix(template ^ seedKey);
  return [high, mix(high + template)];
}

/** Decimal texts of the private templates of a line. */
export function privateTemplates({ seedKey, lines }: Population, line: number): string[] {
  return Array.from({ length: PRIVATE_TEMPLATES }, (_, i) => {
    const [high, low] = ordinaryTemplate(seedKey, mix((lines.templateKey[line] ?? 0) + i));
    return ((BigInt(high) << 32n) | BigInt(low)).toString();
  });
}

/** Fills in what the rows of one day are, one at a time. */
export class RequestMaker {
  readonly request: Request = {
    capability: 0,
    templateHigh: 0,
    templateLow: 0,
    address: 0,
    fingerprint: 0,
    model: 0,
    state: 0,
  };
  private readonly picks: Uint16Array[];
  private readonly exits: readonly number[];
  private readonly anchors: ReadonlySet<number>;

  constructor(
    private readonly population: Population,
    private readonly day: number,
  ) {
    this.picks = pickTables(population.families, day);
    this.exits = CLUSTERS.map(({ exits }) => Math.max(3, Math.round(exits * population.profile.scale)));
    this.anchors = new Set(population.anchors.subarray(0, CLUSTERS.length));
  }

  /** Makes the successful row `row` of `line`, received at `time` ms of the day. */
  make(line: number, ordinal: number, row: number, time: number): void {
    const { request, population } = this;
    const group = population.accounts.group[population.lines.account[line] ?? 0] ?? 0;
    request.state = streamOf(population.seedKey, STREAM.row, row, this.day);
    if (line < population.campaign) this.makeCampaign(line, group, ordinal, time);
    else this.makeOrdinary(line, line < population.customersEnd ? CUSTOMER : group, group, ordinal, time);
  }

  private makeCampaign(line: number, cluster: number, ordinal: number, time: number): void {
    const { request, population } = this;
    const { families, lines } = population;
    const family = this.familyOf(line, cluster, ordinal, time);
    const bits = draw(request.state, 4);
    let high = families.high[family] ?? 0;
    let low = families.low[family] ?? 0;
    for (let i = 0; i < 3; i++) {
      if (((bits >>> i) & 1) === 0) continue;
      const position = families.flips[family * 3 + i] ?? 0;
      if (position < 32) low ^= 1 << position;
      else high ^= 1 << (position - 32);
    }
    request.templateHigh = high >>> 0;
    request.templateLow = low >>> 0;
    request.capability = families.capability[family] ?? 0;
    request.address = ordinal === 0 ? (lines.home[line] ?? 0) : this.exitOf(line, cluster, time);
    const at = this.day * DAY_MS + time;
    request.fingerprint =
      draw(request.state, 5) < 0.93 * WHOLE
        ? clusterFingerprint(cluster, at)
        : ordinaryFingerprint(mix(line + Math.floor(time / SLOT_MS) * 7919));
    request.model = modelOf(draw(request.state, 6), campaignAdoption(at));
    this.vary(line, cluster, time);
  }

  /** What another topology than June's does otherwise. */
  private vary(line: number, cluster: number, time: number): void {
    const { request, population } = this;
    const { variant } = population;
    const account = population.lines.account[line] ?? 0;
    const operator = operatorOf(population, account);
    if (operator !== undefined) {
      const slot = draw(
        streamOf(population.seedKey, STREAM.address, line, this.day * SLOT_MS + Math.floor(time / SLOT_MS)),
        2,
      );
      [request.templateHigh, request.templateLow] = operatorTemplate(
        population,
        operator,
        draw(request.state, 14),
      );
      request.address = operatorExit(population, cluster, operator, slot);
      request.fingerprint = operatorFingerprint(operator);
    } else if (draw(request.state, 15) >= variant.templateReuse * WHOLE) {
      [request.templateHigh, request.templateLow] = operatorTemplate(population, -1, draw(request.state, 16));
    }
  }

  /** First the account's own family; the operator's trial accounts run every family of their cluster. */
  private familyOf(line: number, cluster: number, ordinal: number, time: number): number {
    const { families, lines, seedKey } = this.population;
    const { state } = this.request;
    if (ordinal === 0) return lines.signature[line] ?? 0;
    const capability = campaignCapability(draw(state, 7));
    let family: number;
    if (this.anchors.has(line)) {
      const own = families.ofCluster[cluster] ?? [];
      const start = draw(streamOf(seedKey, STREAM.family, cluster, this.day), 60);
      family = own[(start + ordinal) % own.length] ?? 0;
    } else {
      const table = this.picks[cluster * 8 + capability];
      family = table?.[draw(state, 8) >>> 20] ?? universalFamily(families, capability);
    }
    const known = inUse(families, family, cluster, this.day * DAY_MS + time);
    return known ? family : universalFamily(families, capability);
  }

  /** The proxy's exit changes every ten minutes. */
  private exitOf(line: number, cluster: number, time: number): number {
    const { seedKey, carrierExits, lines, accounts } = this.population;
    if (cluster === CLUSTER.HY03) return 0;
    const state = streamOf(seedKey, STREAM.address, line, this.day * SLOT_MS + Math.floor(time / SLOT_MS));
    const hash = draw(state, 1);
    if (cluster === CLUSTER.LABD) return datacentreExit(cluster, (hash % 3) * 160 + ((hash >>> 8) % 40));
    if (cluster === CLUSTER.SING) {
      const step = hash % 3;
      const account = lines.account[line] ?? 0;
      if (step === 0) return lines.home[line] ?? 0;
      return homeAddress(accounts.country[account] ?? 0, mix(account * 4 + step + seedKey));
    }
    const exits = this.exits[cluster] ?? 3;
    const kind = draw(state, 0) / WHOLE;
    const u = hash / WHOLE;
    if (kind < 0.64) return residentialExit(seedKey, cluster, Math.floor(exits * u * u));
    if (kind < 0.91) return datacentreExit(cluster, Math.floor(Math.ceil(exits / 3) * u * u));
    return carrierExit(hash % carrierExits);
  }

  private makeOrdinary(line: number, habit: number, group: number, ordinal: number, time: number): void {
    const { request, population } = this;
    const { lines } = population;
    const { state } = request;
    request.capability = MIXES[habit]?.[draw(state, 7) >>> 22] ?? 0;
    const kind = draw(state, 8);
    let template: number;
    if (kind < (UNIQUE[habit] ?? 0)) template = draw(state, 9);
    else if (kind < (PUBLIC[habit] ?? 0))
      template = Math.floor((draw(state, 9) / WHOLE) ** 2 * PUBLIC_TEMPLATES);
    else template = mix((lines.templateKey[line] ?? 0) + (draw(state, 9) % PRIVATE_TEMPLATES));
    [request.templateHigh, request.templateLow] = ordinaryTemplate(population.seedKey, template);
    request.address =
      habit === CUSTOMER && ordinal > 0
        ? this.exitOf(line, group, time)
        : this.ordinaryAddress(line, group, ordinal);
    request.fingerprint = lines.fingerprint[line] ?? 0;
    // One ordinary client in 300 happens to look like the campaign's.
    if (habit !== CUSTOMER && (lines.templateKey[line] ?? 0) % 300 === 0) request.fingerprint = 4;
    request.model = modelOf(draw(state, 6), ordinaryAdoption(this.day * DAY_MS + time));
  }

  private ordinaryAddress(line: number, group: number, ordinal: number): number {
    const { lines, accounts, seedKey, carrierExits } = this.population;
    const account = lines.account[line] ?? 0;
    const home = lines.home[line] ?? 0;
    if (this.population.variant.sharesProxies && NEIGHBOURS.has(group))
      return this.exitOf(line, account % 3 === 0 ? CLUSTER.HY02 : CLUSTER.HY01, ordinal * SLOT_MS);
    if (group === TRAVELLER) {
      const week = Math.floor(this.day / 7);
      const country = (accounts.country[account] ?? 0) + week;
      return homeAddress(country % COUNTRIES.length, mix(account * 8 + week + seedKey));
    }
    if (ordinal === 0) return home;
    const away = draw(this.request.state, 10);
    if (group === VPN) return officeAddress(0xc000 + (away % 400));
    // A few requests come from the telephone instead.
    const consumer = GROUPS[group]?.contract === 'none';
    return consumer && away < 0.05 * WHOLE ? carrierExit(account % carrierExits) : home;
  }
}

function modelOf(hash: number, adoption: number): number {
  const u = hash / WHOLE;
  if (u < adoption) return NEW_MODEL;
  const rest = (u - adoption) / (1 - adoption);
  return rest < 0.71 ? 0 : rest < 0.95 ? 1 : 2;
}

/** Share of the campaign on flagship-B: 48 % after 24 hours, 66 % after 72, and no more. */
function campaignAdoption(at: number): number {
  const hours = (at - RELEASE_DAY * DAY_MS) / 3_600_000;
  if (hours <= 0) return 0;
  if (hours < 24) return (0.48 * hours) / 24;
  return hours < 72 ? 0.48 + (0.18 * (hours - 24)) / 48 : 0.66;
}

/** Everybody else takes the new model up slowly. */
function ordinaryAdoption(at: number): number {
  const days = (at - RELEASE_DAY * DAY_MS) / DAY_MS;
  return days <= 0 ? 0 : 0.3 * (1 - Math.exp(-days / 8));
}
