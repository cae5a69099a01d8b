import 'reflect-metadata';
import { runProcess } from '../process';
import { platformSimOptions } from './platform-sim.config';
import { startPlatformSim } from './platform-sim';

runProcess(async () => {
  const platform = await startPlatformSim(platformSimOptions());
  return { announce: { listening: platform.url }, close: () => platform.stop() };
});
