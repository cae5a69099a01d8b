import { BadRequestException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { toProblem } from './to-problem';

const failed = (code: string): Error =>
  new QueryFailedError('SELECT secret', [], Object.assign(new Error('said by the database'), { code }));

describe('what is thrown becomes a problem', () => {
  it.each([
    ['40P01', 409, '/problems/conflict'],
    ['40001', 409, '/problems/conflict'],
    ['23505', 409, '/problems/conflict'],
    ['22P02', 400, '/problems/invalid-input'],
    ['22021', 400, '/problems/invalid-input'],
    ['57P01', 503, '/problems/unavailable'],
    ['42P01', 500, '/problems/unexpected'],
  ])('database code %s is %i', (code, status, type) => {
    expect(toProblem(failed(code))).toMatchObject({ status, type });
  });

  it('tells nobody what the database or the code said of a fault of ours', () => {
    for (const fault of [failed('42P01'), new TypeError('x is undefined'), 'thrown text'])
      expect(JSON.stringify(toProblem(fault))).not.toMatch(/secret|database|undefined|thrown/);
  });

  it('is a refusal of bad input where the framework refuses', () => {
    expect(toProblem(new BadRequestException('Validation failed (uuid is expected)'))).toMatchObject({
      status: 400,
      type: '/problems/invalid-input',
      detail: 'Validation failed (uuid is expected)',
    });
  });
});
