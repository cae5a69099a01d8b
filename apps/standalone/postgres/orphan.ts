import { setTimeout as sleep } from 'node:timers/promises';
import { Ownership } from './ownership';
import { runningPostmaster, shutDown, wasStartedWith, type Postmaster } from './postmaster';

/** A server of ours found running, now held by this launcher. */
export interface Adopted {
  readonly postmaster: Postmaster;
  readonly ownership: Ownership;
}

/** Longest wait for a server found starting or stopping, ms. */
const SETTLE_MS = 10_000;

/**
 * Deals with a server that runs on the cluster already, because its launcher was killed: adopts it when it was
 * started as `isAsWanted` asks for, else shuts it down.
 * @throws Error when another launcher is using it, or the password in the data directory does not open it.
 */
export async function settleOrphan(
  cluster: string,
  urlAt: (port: number) => string,
  argumentsAt: (port: number) => string[],
  requestedPort: number,
): Promise<Adopted | undefined> {
  const postmaster = await settled(cluster);
  if (!postmaster) return undefined;
  const { pid, port, status } = postmaster;
  if (status === 'ready') {
    const ownership = await holdIfItAnswers(urlAt(port));
    const isAsWanted = requestedPort === 0 || requestedPort === port;
    if (ownership && isAsWanted && (await wasStartedWith(cluster, argumentsAt(port))))
      return { postmaster, ownership };
    await ownership?.release();
  }
  await shutDown(pid, cluster);
  return undefined;

  async function holdIfItAnswers(url: string): Promise<Ownership | undefined> {
    const ownership = await Ownership.take(url).catch((error: Error & { code?: string }) => {
      if (error.code === '28P01') {
        throw new Error(
          `PostgreSQL (process ${pid}) runs on ${cluster} and refuses the password kept beside it.`,
        );
      }
      return 'silent' as const;
    });
    if (ownership) return ownership === 'silent' ? undefined : ownership;
    throw new Error(
      `${cluster} is in use by another Docket: PostgreSQL process ${pid}, port ${port}. Stop that one first.`,
    );
  }
}

/** The running server once it is neither starting nor stopping, or as it is after the wait. */
async function settled(cluster: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const postmaster = await runningPostmaster(cluster);
    if (!postmaster || postmaster.status === 'ready' || Date.now() > deadline) return postmaster;
    await sleep(50);
  }
}
