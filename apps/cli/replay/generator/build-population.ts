import { addBenign } from './benign';
import { addCampaign } from './campaign';
import { addCustomers } from './customers';
import { type Lines, NONE, type Population } from './population';
import { CLUSTER, scaleProfile } from './profile';
import { seedKeyOf } from './random';
import { buildFamilies } from './templates';
import { type VariantName, VARIANTS } from './variants';

/** Builds the population; the same seed and scale give the same one in every thread. */
export function buildPopulation(
  seed: number,
  scale: number,
  benignRequests?: number,
  name: VariantName = 'june',
): Population {
  const variant = VARIANTS[name];
  const seedKey = seedKeyOf(seed);
  const profile = scaleProfile(scale, benignRequests, variant);
  const campaign = profile.clusterAccounts.reduce((a, b) => a + b, 0);
  const accounts = campaign + profile.benignAccounts;
  const population: Population = {
    seedKey,
    profile,
    variant,
    families: buildFamilies(seedKey),
    accounts: {
      group: new Uint8Array(accounts),
      createdAt: new Float64Array(accounts),
      org: new Int32Array(accounts).fill(NONE),
      instrument: new Int32Array(accounts).fill(NONE),
      country: new Uint8Array(accounts),
      firstDay: new Int8Array(accounts),
      lastDay: new Int8Array(accounts).fill(-1),
      status: new Uint8Array(accounts),
      count: 0,
    },
    lines: emptyLines(accounts + profile.customerKeys + 400),
    campaign,
    customersEnd: campaign + profile.customerKeys,
    orgSeats: [],
    instruments: 0,
    campaignInstruments: 0,
    anchors: new Int32Array(32).fill(NONE),
    carrierExits: Math.max(1, Math.round(160 * scale)),
  };
  addCampaign(population);
  if ((profile.clusterAccounts[CLUSTER.HY04] ?? 0) > 0) addCustomers(population);
  addBenign(population);
  return population;
}

function emptyLines(room: number): Lines {
  return {
    account: new Uint32Array(room),
    weight: new Float64Array(room),
    cap: new Uint16Array(room),
    reserved: new Int8Array(room).fill(-1),
    firstDay: new Int8Array(room),
    lastDay: new Int8Array(room).fill(-1),
    zone: new Int8Array(room),
    home: new Uint32Array(room),
    fingerprint: new Uint8Array(room),
    templateKey: new Uint32Array(room),
    signature: new Uint16Array(room),
    count: 0,
  };
}
