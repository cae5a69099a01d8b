import { Button } from '@mantine/core';
import { useAct } from '../../api/act';
import { answerOf, api, type View } from '../../api/client';
import { useMay } from '../../api/me';

/** Ends a rule, and brings back what an ended one muted. */
export function RuleActs({ of }: { of: View<'MutingRuleView'> }) {
  const mayMute = useMay('alerts.mute');
  const params = { path: { id: of.id } };
  const end = useAct({
    act: () => answerOf(api.POST('/v1/muting-rules/{id}/end', { params })),
    touches: ['/v1/muting-rules'],
    done: ({ muted, unmuted }) =>
      muted > unmuted
        ? `The rule is ended. ${(muted - unmuted).toLocaleString('en')} alerts stay muted until you bring them back.`
        : 'The rule is ended.',
  });
  const unmute = useAct({
    act: async () => {
      let many = 0;
      for (;;) {
        const { unmuted, remaining } = await answerOf(
          api.POST('/v1/muting-rules/{id}/unmute', { params, body: {} }),
        );
        many += unmuted;
        if (!remaining) return many;
      }
    },
    touches: ['/v1/muting-rules', '/v1/alerts', '/v1/alert-queues'],
    done: (many) =>
      `${many.toLocaleString('en')} ${many === 1 ? 'alert is' : 'alerts are'} back in the inbox.`,
  });
  if (!mayMute) return '–';
  const held = of.muted - of.unmuted;
  return (
    <>
      {of.allowed.includes('end') && (
        <Button size="compact-xs" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          End now
        </Button>
      )}
      {of.allowed.includes('unmute') && (
        <Button
          size="compact-xs"
          variant="default"
          loading={unmute.isPending}
          onClick={() => unmute.mutate()}
        >
          Bring {held.toLocaleString('en')} back
        </Button>
      )}
    </>
  );
}
