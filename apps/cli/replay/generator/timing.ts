/** Ten-minute slots of a day. */
export const SLOTS = 144;
/** Milliseconds of a slot. */
export const SLOT_MS = 600_000;
/** Steps of a slot table; a draw of 12 bits picks a step. */
const SLOT_STEPS = 4096;

/** Slots of a day as a table to draw from: a step is picked uniformly, the slot by its weight. */
export type SlotTable = Uint8Array;

function slotTable(weight: (hour: number) => number): SlotTable {
  const weights = Array.from({ length: SLOTS }, (_, slot) => weight((slot + 0.5) / 6));
  const sum = weights.reduce((a, b) => a + b, 0);
  const table = new Uint8Array(SLOT_STEPS);
  let slot = 0;
  let reached = weights[0] ?? 0;
  for (let step = 0; step < SLOT_STEPS; step++) {
    while (reached < ((step + 0.5) / SLOT_STEPS) * sum && slot < SLOTS - 1) reached += weights[++slot] ?? 0;
    table[step] = slot;
  }
  return table;
}

/** A daily wave with the given ratio of peak to trough, its peak at 15:00 local time. */
function wave(ratio: number, zone: number): SlotTable {
  const swing = (ratio - 1) / (ratio + 1);
  return slotTable((hour) => 1 + swing * Math.cos(((hour + zone - 15) / 24) * 2 * Math.PI));
}

function officeHours(zone: number): SlotTable {
  return slotTable((hour) => {
    const local = (hour + zone + 24) % 24;
    return local >= 9.5 && local < 21 ? 1 : 0.03;
  });
}

/** The campaign's day: balanced over the network's machines, so nearly flat. */
export const BALANCED = wave(1.25, 8);
/** The laboratory's day: 09:30 to 21:00 at UTC+8. */
export const LAB_HOURS = officeHours(8);
/** People's day, by hours from UTC, from -12 to +12: four times as busy in the afternoon as at night. */
const LOCAL_DAYS: readonly SlotTable[] = Array.from({ length: 25 }, (_, i) => wave(4, i - 12));

/** People's day at a number of hours from UTC. */
export function localDay(zone: number): SlotTable {
  return LOCAL_DAYS[zone + 12] ?? BALANCED;
}

/** The slot that a 32-bit draw picks. */
export function slotOf(table: SlotTable, hash: number): number {
  return table[hash >>> 20] ?? 0;
}
