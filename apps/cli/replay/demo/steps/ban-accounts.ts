import { secondsSince, type Step, type Story, waitFor } from '../story';

interface OrderView {
  id: string;
  number: number;
  status: string;
  total: number;
  contentHash: string;
  counts: Record<string, number>;
  reasons: Record<string, number>;
  ratePerSecond: number;
  remainingSeconds: number | null;
  blastRadius: {
    facts: {
      alreadyBanned: number;
      contracts: Record<string, number>;
      organisations: { touched: number; whole: number };
    } | null;
  };
}

/** The investigator proposes to ban what is confirmed; the enforcement lead reads the blast radius, approves that very content, and executes. */
export const banAccounts: Step = {
  name: '6 order',
  async play(story) {
    const { cast, state, say, progress, chaos } = story;
    const drafted = await order(story);
    if (drafted.status === 'draft') await cast.investigator.post(`/v1/orders/${drafted.id}/propose`);
    const proposed = await cast.enforcementLead.get<OrderView>(`/v1/orders/${drafted.id}`);
    const { facts } = proposed.blastRadius;
    if (facts) {
      const { touched, whole } = facts.organisations;
      say(
        `  order ${proposed.number}: ${proposed.total} accounts; ${facts.alreadyBanned} banned already, ${touched} organisations touched, ${whole} of them wholly`,
      );
    }
    if (proposed.status === 'proposed')
      await cast.enforcementLead.post(`/v1/orders/${drafted.id}/approve`, {
        contentHash: proposed.contentHash,
      });
    const approved = await cast.enforcementLead.get<OrderView>(`/v1/orders/${drafted.id}`);
    const start = performance.now();
    if (approved.status === 'approved') await cast.enforcementLead.post(`/v1/orders/${drafted.id}/execute`);
    chaos.strike('worker', 'step 6');
    let looks = 0;
    const executed = await waitFor('the end of the order', async () => {
      const now = await cast.enforcementLead.get<OrderView>(`/v1/orders/${drafted.id}`);
      const settled = settledOf(now);
      progress(`  ${settled} of ${now.total} settled, ${Math.round(now.ratePerSecond)}/s`);
      // In the middle where there is time for one; a small order is over before.
      looks += 1;
      if (settled > now.total * 0.5 || looks > 5) chaos.strike('postgres', 'step 6');
      return now.status === 'executed' && !chaos.awaits('postgres', 'step 6') ? now : undefined;
    });
    const { done = 0, failed = 0, skipped = 0 } = executed.counts;
    if (done + failed + skipped !== executed.total)
      throw new Error(
        `${done} + ${failed} + ${skipped} accounts are settled, but the order has ${executed.total}`,
      );
    state.results['order'] = { total: executed.total, done, failed, skipped, seconds: secondsSince(start) };
    say(`  ${done} done, ${failed} failed, ${skipped} skipped of ${executed.total}`);
  },
};

/** The order of this run, drafted unless an earlier run has. */
async function order({ cast, state }: Story): Promise<OrderView> {
  if (!state.orderId) {
    const drafted = await cast.investigator.post<OrderView>(`/v1/cases/${state.caseId}/orders`, {
      action: 'ban',
      reason: 'Usage policy 4.2: coordinated extraction of the model through fraudulent accounts',
      accounts: 'confirmed',
      snapshotId: state.snapshotId,
    });
    state.orderId = drafted.id;
    await state.save();
  }
  return cast.investigator.get<OrderView>(`/v1/orders/${state.orderId}`);
}

const settledOf = ({ counts }: OrderView): number =>
  (counts['done'] ?? 0) + (counts['failed'] ?? 0) + (counts['skipped'] ?? 0);
