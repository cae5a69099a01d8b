import { NETWORKS, networkOf } from './addresses';
import { type DayPlan, rowAt, timeAt } from './day-plan';
import { FINGERPRINTS, fingerprintText } from './fingerprints';
import { accountId, keyId, orgId } from './identifiers';
import type { Population } from './population';
import { CAPABILITIES, CLUSTER, DAY_MS, WINDOW_START } from './profile';
import { STREAM, draw, permutePair, streamOf } from './random';
import { MODELS, NEW_MODEL, RequestMaker } from './request';
import { bytesOf, putAddress, putBytes, putHex, putInteger, putTime, putUnsigned64 } from './row-bytes';
import { INPUT_LENGTHS, LENGTH_STEPS, OUTPUT_LENGTHS } from './tokens';

/** Columns of the usage file, in its order. */
export const USAGE_HEADER =
  'request_id,ts,account_id,api_key_id,org_id,model,capability,input_tokens,output_tokens,status,ip,asn,country,' +
  'access_path,client_fingerprint,template_hash\n';
/** No row is longer, bytes. */
const LONGEST_ROW = 320;
const NEW_MODEL_OUTPUT = 1.2;
const FAILURES = [429, 429, 429, 529, 529, 500] as const;

const MODEL_BYTES = MODELS.map((model) => CAPABILITIES.map(({ name }) => bytesOf(`${model},${name},`)));
const NETWORK_BYTES = NETWORKS.map(({ asn, country }) => bytesOf(`${asn},${country},`));
const NO_NETWORK = bytesOf(',,,');
const PATH_BYTES = ['first_party', 'cloud_marketplace'].map((path) =>
  Array.from({ length: FINGERPRINTS }, (_, f) => bytesOf(`${path},${fingerprintText(f)},`)),
);

/** Writes the rows of any day; holds the texts that rows share, so one is made for each thread. */
export class DayRows {
  /** `account,key,organisation,` of every line, one after another. */
  private readonly prefixes: Uint8Array;
  private readonly prefixEnds: Uint32Array;
  private readonly pair = new Uint32Array(2);

  constructor(private readonly population: Population) {
    const { lines } = population;
    this.prefixEnds = new Uint32Array(lines.count + 1);
    const room = Buffer.alloc(lines.count * 54);
    let end = 0;
    for (let line = 0; line < lines.count; line++) {
      const account = lines.account[line] ?? 0;
      const text = `${accountId(population, account)},${keyId(population, line)},${orgId(population, account)},`;
      end += room.write(text, end, 'latin1');
      this.prefixEnds[line + 1] = end;
    }
    this.prefixes = room.subarray(0, end);
  }

  /**
   * Writes the rows at the places [from, to) of a day's order, without the header, through `buffer`; `flush`
   * is handed each filled part and must be done with it when it returns. Any places can be written alone.
   */
  write(
    plan: DayPlan,
    from: number,
    to: number,
    buffer: Uint8Array,
    flush: (bytes: number, rows: number) => void,
  ): void {
    const maker = new RequestMaker(this.population, plan.day);
    const date = bytesOf(`,${new Date(WINDOW_START + plan.day * DAY_MS).toISOString().slice(0, 10)} `);
    const idKey = streamOf(this.population.seedKey, STREAM.requestId, 0);
    const limit = buffer.length - LONGEST_ROW;
    let at = 0;
    let flushed = from;
    for (let place = from; place < to; place++) {
      if (at > limit) {
        flush(at, place - flushed);
        flushed = place;
        at = 0;
      }
      at = this.writeRow(plan, place, maker, buffer, at, date, idKey);
    }
    flush(at, to - flushed);
  }

  /** Text of the request's identifier: a permutation of (day, row), so no two are alike. */
  requestId(day: number, row: number): string {
    const out = Buffer.alloc(20);
    this.putRequestId(out, 0, streamOf(this.population.seedKey, STREAM.requestId, 0), day, row);
    return out.toString('latin1');
  }

  private putRequestId(out: Uint8Array, at: number, idKey: number, day: number, row: number): number {
    permutePair(idKey, day, row, 32, this.pair);
    at = putBytes(out, at, REQUEST);
    at = putHex(out, at, this.pair[0] ?? 0);
    return putHex(out, at, this.pair[1] ?? 0);
  }

  private writeRow(
    plan: DayPlan,
    place: number,
    maker: RequestMaker,
    out: Uint8Array,
    at: number,
    date: Uint8Array,
    idKey: number,
  ): number {
    const row = rowAt(plan, place);
    const time = timeAt(plan, place);
    const failed = row >= plan.successes;
    const made = failed ? (plan.retried[row - plan.successes] ?? 0) : row;
    const line = plan.line[made] ?? 0;
    maker.make(line, plan.ordinal[made] ?? 0, made, time);
    const { request } = maker;
    at = this.putRequestId(out, at, idKey, plan.day, row);
    at = putBytes(out, at, date);
    at = putTime(out, at, time);
    out[at++] = 44;
    const end = this.prefixEnds[line + 1] ?? 0;
    for (let i = this.prefixEnds[line] ?? 0; i < end; i++) out[at++] = this.prefixes[i] ?? 0;
    at = putBytes(out, at, MODEL_BYTES[request.model]?.[request.capability] ?? NO_NETWORK);
    at = putInteger(out, at, lengthOf(INPUT_LENGTHS[request.capability], draw(request.state, 11)));
    const output = lengthOf(OUTPUT_LENGTHS[request.capability], draw(request.state, 12));
    const written = request.model === NEW_MODEL ? Math.round(output * NEW_MODEL_OUTPUT) : output;
    at = putInteger(out, at, failed ? 0 : written);
    at = putInteger(out, at, failed ? (FAILURES[draw(request.state, 13) % FAILURES.length] ?? 500) : 200);
    if (request.address === 0) {
      at = putBytes(out, at, NO_NETWORK);
    } else {
      at = putAddress(out, at, request.address);
      at = putBytes(out, at, NETWORK_BYTES[networkOf(request.address)] ?? NO_NETWORK);
    }
    const marketplace =
      this.population.accounts.group[this.population.lines.account[line] ?? 0] === CLUSTER.HY03;
    at = putBytes(out, at, PATH_BYTES[marketplace ? 1 : 0]?.[request.fingerprint] ?? NO_NETWORK);
    at = putUnsigned64(out, at, request.templateHigh, request.templateLow);
    out[at++] = 10;
    return at;
  }
}

const REQUEST = bytesOf('req_');

/** A length between two steps of a capability's table. */
function lengthOf(table: Uint32Array | undefined, hash: number): number {
  if (!table) return 0;
  const step = hash >>> 20;
  const low = table[step] ?? 1;
  const high = table[Math.min(LENGTH_STEPS - 1, step + 1)] ?? low;
  return low + Math.floor(((high - low) * ((hash >>> 4) & 0xffff)) / 65536);
}
