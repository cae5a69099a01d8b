import { ApiProperty } from '@nestjs/swagger';
import {
  FlagField,
  invalidInput,
  InvalidInputError,
  type Problem,
  ProblemView,
  toProblem,
} from '@app/platform';
import { type Outcome, OUTCOMES } from './fold';
import type { Delivery, Receipt } from './intake.service';

/** How a delivery is to be taken. */
export class IntakeQuery {
  @FlagField({
    description: 'True: everything is checked and answered as it would be, and nothing is stored or counted.',
  })
  dryRun?: boolean;
}

/** What became of one alert, as answered. */
export class ReceiptView {
  @ApiProperty({ type: 'integer', description: 'Place in the delivery, from 0.' }) index!: number;
  @ApiProperty({ enum: OUTCOMES }) outcome!: Outcome;
  @ApiProperty({ format: 'uuid', required: false }) alertId?: string;
  @ApiProperty({ type: 'integer', required: false }) revision?: number;
  @ApiProperty({
    type: ProblemView,
    required: false,
    description: 'Why it was rejected; pointers begin with the index.',
  })
  problem?: Problem;
}

/** How many items came to what, as answered. */
export class DeliveryCountsView {
  @ApiProperty({ type: 'integer' }) created!: number;
  @ApiProperty({ type: 'integer' }) repeated!: number;
  @ApiProperty({ type: 'integer' }) revised!: number;
  @ApiProperty({ type: 'integer' }) rejected!: number;
}

/** What became of a delivery, as answered. */
export class DeliveryView {
  @ApiProperty({ format: 'uuid', nullable: true, type: String, description: 'Null of a dry run.' })
  deliveryId!: string | null;
  @ApiProperty({ type: DeliveryCountsView }) counts!: DeliveryCountsView;
  @ApiProperty({ type: [ReceiptView], description: 'In the order of the items.' }) results!: ReceiptView[];
}

/** A delivery as the api answers it. */
export const toDeliveryView = ({ id, counts, receipts }: Delivery): DeliveryView => ({
  deliveryId: id,
  counts,
  results: receipts.map(toReceiptView),
});

/** What became of one item of several, as the api answers it. */
export const toReceiptView = ({ errors, ...receipt }: Receipt): ReceiptView =>
  errors ? { ...receipt, problem: problemOf(errors, `/${receipt.index}`) } : receipt;

/** The receipt of an alert that was sent alone. @throws InvalidInputError when it was rejected */
export function toSingleReceiptView({ receipts }: Delivery): ReceiptView {
  const { errors, ...receipt } = receipts[0]!;
  if (errors) throw invalidInput(errors);
  return receipt;
}

function problemOf(errors: NonNullable<Receipt['errors']>, prefix: string): Problem {
  return toProblem(
    invalidInput(errors.map(({ pointer, detail }) => ({ pointer: prefix + pointer, detail }))),
  );
}

/**
 * The items of a delivery: a JSON array, or NDJSON with a JSON object a line (blank lines do not count).
 * A line that is not JSON is an item too, so that it is answered in its place.
 * @throws InvalidInputError on anything else
 */
export function itemsOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body as unknown[];
  if (typeof body === 'string')
    return body
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parseLine);
  throw new InvalidInputError(
    'The body must be a JSON array, or application/x-ndjson with one JSON object a line.',
  );
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // What is no JSON is no object either: it is rejected as that, and kept as the text that it is.
    return line;
  }
}
