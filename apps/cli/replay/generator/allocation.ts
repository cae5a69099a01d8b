/**
 * Expected traffic is counted in units of 1/1024 of a request, as integers, so that the rounding to whole
 * requests is exact: a line with at least 1,024 units gets at least one request, and one with at most
 * `n * 1024` gets at most n.
 */
const UNITS = 1024;

/**
 * Shares `total` requests of a day among lines in proportion to their weights, none above its cap and one
 * at least for each reserved line: the proportions are filled up to the caps, and whole requests are dealt
 * by systematic sampling from `offset` (0 to 1023). The counts add up to `total`.
 *
 * @throws RangeError when the caps leave no room for the total, or the reserved lines exceed it.
 */
export function allocate(
  total: number,
  weights: Float64Array,
  caps: Uint16Array,
  reserved: Uint8Array,
  offset: number,
): Uint16Array {
  const units = expectedUnits(total, weights, caps, reserved);
  const counts = new Uint16Array(weights.length);
  let reached = offset;
  let dealt = 0;
  for (let i = 0; i < counts.length; i++) {
    reached += units[i] ?? 0;
    const upTo = Math.floor(reached / UNITS);
    counts[i] = upTo - dealt;
    dealt = upTo;
  }
  return counts;
}

function expectedUnits(
  total: number,
  weights: Float64Array,
  caps: Uint16Array,
  reserved: Uint8Array,
): Float64Array {
  const units = new Float64Array(weights.length);
  let free = total;
  let open = 0;
  for (let i = 0; i < weights.length; i++) {
    if ((reserved[i] ?? 0) > 0) {
      units[i] = UNITS;
      free--;
    }
    open += weights[i] ?? 0;
  }
  if (free < 0) throw new RangeError(`${-free} more lines are reserved than the day has requests`);
  const level = fillLevel(free, open, weights, caps, reserved);
  let missing = free * UNITS;
  for (let i = 0; i < weights.length; i++) {
    const room = ((caps[i] ?? 0) - (reserved[i] ?? 0)) * UNITS;
    const share = Math.min(room, Math.floor((weights[i] ?? 0) * level * UNITS));
    units[i] = (units[i] ?? 0) + share;
    missing -= share;
  }
  while (missing > 0) {
    const before = missing;
    for (let i = 0; i < weights.length && missing > 0; i++) {
      if ((weights[i] ?? 0) <= 0 || (units[i] ?? 0) >= (caps[i] ?? 0) * UNITS) continue;
      units[i] = (units[i] ?? 0) + 1;
      missing--;
    }
    if (missing === before) throw new RangeError(`the caps leave no room for ${missing / UNITS} requests`);
  }
  return units;
}

/** Requests for each unit of weight such that the lines below their caps share what the others leave. */
function fillLevel(
  free: number,
  sum: number,
  weights: Float64Array,
  caps: Uint16Array,
  reserved: Uint8Array,
): number {
  let level = sum > 0 ? free / sum : 0;
  for (let round = 0; round < 60; round++) {
    let left = free;
    let open = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i] ?? 0;
      const room = (caps[i] ?? 0) - (reserved[i] ?? 0);
      if (weight > 0 && weight * level >= room) left -= room;
      else open += weight;
    }
    const next = open > 0 ? left / open : level;
    if (next <= level) return level;
    level = next;
  }
  return level;
}
