import { apportion } from './apportion';
import {
  COUNTRIES,
  COUNTRY_ZONES,
  carrierExit,
  corporateExit,
  homeAddress,
  officeAddress,
} from './addresses';
import { ordinaryFingerprint } from './fingerprints';
import { BACKGROUND_SHARES, GROUPS, HARD_NEGATIVES, groupNamed } from './groups';
import { NONE, type Population } from './population';
import { DAYS, DAY_MS, WINDOW_START } from './profile';
import { STREAM, below, draw, mix, normal, streamOf, unit } from './random';

/** Benign requests at which the groups with fixed totals have exactly those. */
const FULL_REQUESTS = 30_000_000;
const BENIGN_CAP = 8_000;
/** 6 May, when the class signed up; 16 May, the hackathon. Days from 22 April. */
const CLASS_DAY = 14;
const HACKATHON_DAY = 24;

interface Cohort {
  readonly group: number;
  readonly name: string;
  readonly accounts: number;
  readonly keys: number;
  /** Expected requests of the whole cohort; without it, by the group's weight. */
  readonly requests?: number;
}

/** Adds everybody else: the innocent accounts that look guilty, then the background. */
export function addBenign(population: Population): void {
  const { accounts, lines, profile, customersEnd } = population;
  const ratio = profile.benignRequests / FULL_REQUESTS;
  const hard: Cohort[] = HARD_NEGATIVES.map(({ name, accounts: full, least, keys, requests }) => ({
    name,
    group: groupNamed(name),
    accounts: Math.max(least, Math.round(full * profile.scale)),
    keys,
    ...(requests === undefined ? {} : { requests: requests * ratio }),
  }));
  const rest = profile.benignAccounts - hard.reduce((sum, cohort) => sum + cohort.accounts, 0);
  const names = Object.keys(BACKGROUND_SHARES);
  const background = apportion(rest, Object.values(BACKGROUND_SHARES)).map((count, i) => {
    const name = names[i] ?? '';
    return { name, group: groupNamed(name), accounts: count, keys: 1 };
  });
  const fixed = hard.reduce((sum, cohort) => sum + (cohort.requests ?? 0), 0);
  for (const cohort of [...hard, ...background]) addCohort(population, cohort);
  let free = 0;
  for (let line = customersEnd; line < lines.count; line++) {
    if (!isFixed(accounts.group[lines.account[line] ?? 0] ?? 0)) free += lines.weight[line] ?? 0;
  }
  const factor = (profile.benignRequests - fixed) / free;
  for (let line = customersEnd; line < lines.count; line++) {
    const group = accounts.group[lines.account[line] ?? 0] ?? 0;
    if (!isFixed(group)) lines.weight[line] = (lines.weight[line] ?? 0) * factor;
  }
}

function isFixed(group: number): boolean {
  return HARD_NEGATIVES.some(({ name, requests }) => requests !== undefined && name === GROUPS[group]?.name);
}

function addCohort(population: Population, cohort: Cohort): void {
  const { accounts, orgSeats, anchors, seedKey } = population;
  const seats = Math.min(GROUPS[cohort.group]?.seats ?? 0, cohort.accounts);
  let card = NONE;
  for (let local = 0; local < cohort.accounts; local++) {
    const account = accounts.count++;
    const state = streamOf(seedKey, STREAM.benign, account);
    if (local === 0) anchors[cohort.group] = account;
    if (seats > 0 && local % seats === 0) orgSeats.push(Math.min(seats, cohort.accounts - local));
    if (local === 0 || !sharesCard(cohort.name, local, seats)) card = population.instruments++;
    accounts.group[account] = cohort.group;
    accounts.org[account] = seats > 0 ? orgSeats.length - 1 : NONE;
    accounts.createdAt[account] = createdAt(cohort, local, state);
    // Half of the consumers are on the free tier; students and hackers have credits.
    const free = cohort.name === 'university_class' || cohort.name === 'hackathon_burst';
    const noCard = free || (GROUPS[cohort.group]?.contract === 'none' && unit(state, 1) < 0.5);
    accounts.instrument[account] = noCard ? NONE : card;
    accounts.country[account] = below(state, 2, 10) < 5 ? 0 : below(state, 3, COUNTRIES.length);
    accounts.firstDay[account] = Math.max(0, dayAfter(accounts.createdAt[account] ?? 0));
    accounts.lastDay[account] =
      cohort.name === 'hackathon_burst'
        ? HACKATHON_DAY + 2
        : unit(state, 4) < 0.97
          ? DAYS - 1
          : 20 + below(state, 5, 20);
    accounts.status[account] = unit(state, 6) < 0.006 ? 1 : unit(state, 6) < 0.01 ? 2 : 0;
    for (let key = 0; key < cohort.keys; key++) addLine(population, cohort, account, local, key);
  }
}

/** An organisation pays with one card, and so does the agency for all its clients. */
function sharesCard(name: string, local: number, seats: number): boolean {
  return name === 'agency_card' || (seats > 0 && local % seats !== 0);
}

function dayAfter(instant: number): number {
  return Math.floor((instant - WINDOW_START) / DAY_MS) + 1;
}

function createdAt({ name, accounts }: Cohort, local: number, state: number): number {
  if (name === 'university_class') {
    const share = (local + unit(state, 7)) / accounts;
    return Math.floor(WINDOW_START + CLASS_DAY * DAY_MS + (8 + share * 7) * 3_600_000);
  }
  if (name === 'hackathon_burst') {
    return Math.floor(WINDOW_START + HACKATHON_DAY * DAY_MS + (7 + unit(state, 7) * 1.5) * 3_600_000);
  }
  const age = unit(state, 7) ** 1.5 * 730;
  const inWindow = DAYS - 8;
  return Math.floor(WINDOW_START + (inWindow - age) * DAY_MS);
}

function addLine(population: Population, cohort: Cohort, account: number, local: number, key: number): void {
  const { accounts, lines, seedKey } = population;
  const line = lines.count++;
  const state = streamOf(seedKey, STREAM.benign, account, 1 + key);
  const group = GROUPS[cohort.group];
  const spread = group?.automated ? 0.8 : 0.9;
  lines.account[line] = account;
  lines.firstDay[line] = accounts.firstDay[account] ?? 0;
  lines.lastDay[line] = accounts.lastDay[account] ?? 0;
  lines.cap[line] = BENIGN_CAP;
  lines.weight[line] =
    cohort.requests === undefined
      ? (group?.weight ?? 1) * Math.exp(spread * normal(state, 0))
      : cohort.requests / (cohort.accounts * cohort.keys);
  // An account that looks guilty has traffic to be judged by.
  if (group?.label === 'hard_negative') lines.reserved[line] = accounts.firstDay[account] ?? -1;
  lines.zone[line] = COUNTRY_ZONES[accounts.country[account] ?? 0] ?? 0;
  lines.home[line] = homeOf(population, cohort.name, account, local, state);
  lines.fingerprint[line] = ordinaryFingerprint(draw(state, 3));
  const org = accounts.org[account] ?? NONE;
  lines.templateKey[line] = org === NONE ? draw(state, 4) : mix(mix(seedKey ^ 0x7e3a11) + org);
}

/** The address from which an account usually comes. */
function homeOf(population: Population, name: string, account: number, local: number, state: number): number {
  const { accounts, carrierExits } = population;
  const org = accounts.org[account] ?? NONE;
  const hash = draw(state, 5);
  switch (name) {
    case 'enterprise':
      return officeAddress(0x8000 + (org % 0x3000));
    case 'vpn_user':
      return officeAddress(0xc000 + (hash % 400));
    case 'hackathon_burst':
      return officeAddress(0xf001);
    case 'university_class':
      return officeAddress(0xf101 + (local % 2));
    case 'evaluation_vendor':
      return officeAddress(0xf201);
    case 'authorised_reseller':
      return officeAddress(0xf301 + local);
    case 'licensed_distillation':
      return officeAddress(0xf401);
    case 'company_60':
      return officeAddress(0xf501);
    case 'company_110':
      return officeAddress(0xf601);
    case 'corporate_proxy':
      return corporateExit(local % 12);
    case 'agency_card':
      return local % 2 === 0 ? carrierExit(0) : homeAddress(accounts.country[account] ?? 0, hash);
    case 'mobile_cgnat':
      return carrierExit(local % carrierExits);
    case 'small_business':
      return homeAddress(accounts.country[account] ?? 0, mix(org + 0x51ab));
    default:
      return homeAddress(accounts.country[account] ?? 0, hash);
  }
}
