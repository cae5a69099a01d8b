import { ConsoleLogger } from '@nestjs/common';

/** What api and worker say of themselves: warnings and errors, coloured only for a person at a terminal. */
export const processLogger = (): ConsoleLogger =>
  new ConsoleLogger({ logLevels: ['fatal', 'error', 'warn'], colors: process.stdout.isTTY === true });
