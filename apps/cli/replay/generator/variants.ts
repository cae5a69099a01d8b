/** A topology of the campaign other than June's, with the same size and the same background. */
export interface Variant {
  /** Accounts of each cluster at full size, in the order of `CLUSTERS`; June's unless given. They add up to the same. */
  readonly accounts?: readonly number[];
  /** Whether the wave of 12 May bans most of the hydras. */
  readonly hasBanWave: boolean;
  /** Share of the campaign's requests whose prompt is of a family; the others have a skeleton of their own. */
  readonly templateReuse: number;
  /** Whether the campaign's requests start with its ten-minute schedule. */
  readonly isSynchronised: boolean;
  /** Campaign exchanges, as a share of June's. */
  readonly volume: number;
  /** Accounts of one small operator with templates, exits and software of its own; 0 where clusters are operated whole. */
  readonly operatorSize: number;
  /** Whether innocents that look guilty come out of the campaign's proxies too. */
  readonly sharesProxies: boolean;
}

const JUNE: Variant = {
  hasBanWave: true,
  templateReuse: 1,
  isSynchronised: true,
  volume: 1,
  operatorSize: 0,
  sharesProxies: false,
};

/** The topologies that can be made, by name. */
export const VARIANTS = {
  june: JUNE,
  /** One network of 21,700 accounts, of which some 20,400 are active at once. */
  'feb-hydra': { ...JUNE, accounts: [21_700, 0, 2_100, 0, 0, 613, 500], hasBanWave: false },
  /** Operators of 20 accounts each that have nothing in common but what they are after. */
  'small-operators': { ...JUNE, isSynchronised: false, operatorSize: 20, hasBanWave: false },
  /** A seventh of the traffic, and every prompt has a skeleton of its own. */
  'slow-burn': {
    ...JUNE,
    accounts: [13_900, 5_200, 3_400, 0, 1_300, 613, 500],
    templateReuse: 0,
    volume: 0.15,
  },
  /** Companies, travellers and users of VPNs behind the same proxies as the campaign. */
  'shared-proxies': { ...JUNE, sharesProxies: true },
} as const satisfies Record<string, Variant>;

/** Name of a topology. */
export type VariantName = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as VariantName[];
