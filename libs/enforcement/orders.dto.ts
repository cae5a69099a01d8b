import { ApiProperty } from '@nestjs/swagger';
import { IsIn, registerDecorator } from 'class-validator';
import { ChoiceField, PageQuery, TextField, UuidField } from '@app/platform';
import { ITEM_STATES, type ItemState, ORDER_STATUSES, type OrderStatus } from './order-status';

const MAX_ACCOUNTS = 200_000;

/** 'confirmed', or a list of account ids. One rule over the whole list: a decorator an element would cost seconds. */
function ConfirmedOrIds(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'confirmedOrIds',
      target: target.constructor,
      propertyName: String(property),
      validator: {
        validate: (value: unknown) =>
          value === 'confirmed' ||
          (Array.isArray(value) &&
            value.length > 0 &&
            value.length <= MAX_ACCOUNTS &&
            value.every(
              (id) => typeof id === 'string' && id.length > 0 && id.length <= 200 && !id.includes('\u0000'),
            )),
        defaultMessage: () =>
          `accounts must be "confirmed" or a list of 1 to ${MAX_ACCOUNTS} account ids of 1 to 200 characters`,
      },
    });
}

/** An order to draft. */
export class DraftOrder {
  @ApiProperty({ enum: ['ban'], example: 'ban' })
  @IsIn(['ban'], { message: 'action must be: ban' })
  action!: 'ban';

  @TextField({
    max: 2_000,
    description: 'Told to the platform with every account.',
    example: 'Coordinated model extraction',
  })
  reason!: string;

  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['confirmed'] },
      { type: 'array', items: { type: 'string' }, maxItems: MAX_ACCOUNTS },
    ],
    example: 'confirmed',
    description: 'All confirmed accounts of the case as they are now, or some of them.',
  })
  @ConfirmedOrIds()
  accounts!: 'confirmed' | string[];

  @UuidField({
    optional: true,
    description: 'Where the facts of the accounts are read; the latest unless given.',
  })
  snapshotId?: string;
}

/** Consent to what was read. */
export class ApproveOrder {
  @TextField({
    min: 64,
    max: 64,
    description: '`contentHash` of the order as it was read.',
    example: 'b7e2…'.padEnd(64, '0'),
  })
  contentHash!: string;
}

/** Why. */
export class ReasonBody {
  @TextField({ max: 2_000, example: 'The blast radius contains a whole organisation.' }) reason!: string;
}

/** Which items of an order to list. */
export class ItemsQuery extends PageQuery {
  @ChoiceField(ITEM_STATES, { optional: true })
  readonly state?: ItemState;
}

/** Which orders to list. */
export class OrdersQuery extends PageQuery {
  @UuidField({ optional: true })
  readonly caseId?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true })
  readonly status?: OrderStatus;
}
