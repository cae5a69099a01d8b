import { Button, Tooltip } from '@mantine/core';
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { View } from '../../api/client';
import { useMay, useMe } from '../../api/me';
import { useRead } from '../../api/reads';
import { undoLatest } from '../../api/undo';
import { useShortcuts } from '../../app/shortcuts';
import { BulkBar } from '../../kit/table/bulk-bar';
import { BulkResults } from '../../kit/table/bulk-results';
import type { Selection } from '../../kit/table/selection';
import { AssignDialog } from './dialogs/assign-dialog';
import { AttachDialog } from './dialogs/attach-dialog';
import { CloseDialog } from './dialogs/close-dialog';
import { MoveDialog } from './dialogs/move-dialog';
import { MuteDialog } from './dialogs/mute-dialog';
import { PromoteDialog } from './dialogs/promote-dialog';
import { SnoozeDialog } from './dialogs/snooze-dialog';
import { TagDialog } from './dialogs/tag-dialog';
import { isListed, foresee, type Act } from './foresee';
import type { Alert, InboxFilters } from './inbox-filters';
import { type Join, useJoin } from './use-join';
import { type Result, useTriage } from './use-triage';

/** What an act needs of the alert: that the API allows it, a stage to go to, or that a case may take it. */
type Needs = Exclude<Alert['allowedActs'][number], 'transition'> | Alert['allowed'][number] | 'join' | 'mute';

/** An act as a button and a key. */
interface Offer {
  keys: string;
  does: string;
  label: string;
  needs: Needs;
  run: () => void;
  isShown?: boolean;
}

type Asked = 'assign' | 'attach' | 'close' | 'move' | 'mute' | 'promote' | 'snooze' | 'tag';

/** What every dialog of the inbox is given. */
export interface DialogProps {
  alerts: readonly Alert[];
  /** Does an act of the inbox, shows what comes of it, and closes the dialog. */
  run: (act: View<'ActOnAlerts'>) => void;
  /** Puts them into a case, shows it, and closes the dialog. */
  join: (into: Join['into']) => void;
  onClose: () => void;
}

/** The acts on the alerts that are ticked, or else on the one that the person is at; all of them have a key. */
export const TriageBar = memo(DrawnBar);

function DrawnBar(props: {
  filters: InboxFilters;
  selection: Selection;
  loaded: readonly Alert[];
  queues: readonly View<'QueueView'>[];
  /** The alert that is open, or the row that the person is at. */
  atId: string | undefined;
  /** The alert at hand is about to leave the list. */
  onLeaving: () => void;
}) {
  const { filters, selection, loaded, queues, atId, onLeaving } = props;
  const me = useMe();
  const mayMute = useMay('alerts.mute');
  const mayJoin = useMay('cases.edit');
  const [asked, setAsked] = useState<{ what: Asked; alerts: readonly Alert[] }>();
  const came = useRef<Element | null>(null);
  const [refused, setRefused] = useState<{ results: Result[]; names: Map<string, string> }>();
  const triage = useTriage(filters, (results, of) =>
    setRefused({ results, names: new Map(of.map(({ id, title }) => [id, title])) }),
  );
  const join = useJoin(filters);
  const alerts = useAtHand(selection, loaded, atId);
  const leave = (act: Act, some: readonly Alert[]): void => {
    if (some.some((alert) => alert.id === atId && !isListed(foresee(alert, act, me.id), filters, me.id)))
      onLeaving();
  };
  const run = (act: View<'ActOnAlerts'>, some: readonly Alert[]): void => {
    setAsked(undefined);
    if (some.length === 0) return;
    leave(act, some);
    selection.clear();
    triage.mutate({ alerts: some, act });
  };
  // Of many each says for itself what becomes of it.
  const can = (needs: Needs): boolean =>
    alerts.length > 1 ? needs !== 'mute' : alerts.length === 1 && isAllowed(alerts[0]!, needs);
  const ask = (what: Asked): void => {
    came.current = document.activeElement;
    setAsked({ what, alerts });
  };
  // Whoever closes a dialog goes on by keyboard where they were, with the very next key.
  useLayoutEffect(() => {
    if (!asked && came.current instanceof HTMLElement) came.current.focus({ preventScroll: true });
    if (!asked) came.current = null;
  }, [asked]);
  const isClosed = alerts.length > 0 && alerts.every(({ stage }) => stage === 'Closed');
  const acts: Offer[] = [
    { keys: 't', does: 'Take', label: 'Take', needs: 'take', run: () => run({ act: 'take' }, alerts) },
    {
      keys: 'i',
      does: isClosed ? 'Open again' : 'Begin work on it',
      label: isClosed ? 'Open again' : 'Begin',
      needs: 'InProgress',
      run: () => run({ act: 'transition', stage: 'InProgress' }, alerts),
    },
    { keys: 'a', does: 'Assign to somebody', label: 'Assign…', needs: 'assign', run: () => ask('assign') },
    { keys: 'm', does: 'Move to another queue', label: 'Move…', needs: 'move', run: () => ask('move') },
    { keys: 's', does: 'Snooze', label: 'Snooze…', needs: 'snooze', run: () => ask('snooze') },
    { keys: '#', does: 'Put on tags and take them off', label: 'Tags…', needs: 'tag', run: () => ask('tag') },
    {
      keys: 'p',
      does: 'Make a case of it',
      label: 'New case…',
      needs: 'join',
      run: () => ask('promote'),
      isShown: mayJoin,
    },
    {
      keys: 'c',
      does: 'Attach to a case (also P)',
      label: 'Attach…',
      needs: 'join',
      run: () => ask('attach'),
      isShown: mayJoin,
    },
    { keys: 'e', does: 'Close with an outcome', label: 'Close…', needs: 'Closed', run: () => ask('close') },
    {
      keys: 'w',
      does: 'Wake',
      label: 'Wake',
      needs: 'wake',
      run: () => run({ act: 'wake' }, alerts),
      isShown: alerts.some(({ snoozedUntil }) => snoozedUntil !== null),
    },
    {
      keys: 'v',
      does: 'Mute alerts like this',
      label: 'Mute…',
      needs: 'mute',
      run: () => ask('mute'),
      isShown: mayMute,
    },
  ];
  const shown = acts.filter(({ isShown = true }) => isShown);
  useShortcuts([
    ...shown.map(({ keys, does, needs, run: perform }) => ({
      keys,
      does,
      run: () => {
        if (can(needs)) perform();
      },
    })),
    { keys: 'P', does: 'Attach to a case', run: () => mayJoin && can('join') && ask('attach') },
    { keys: 'u', does: 'Undo what was done last', run: () => void undoLatest() },
  ]);
  const dialog: DialogProps | undefined = asked && {
    alerts: asked.alerts,
    run: (act) => run(act, asked.alerts),
    join: (into) => {
      setAsked(undefined);
      leave({ act: 'join' }, asked.alerts);
      selection.clear();
      join.mutate({ alerts: asked.alerts, act: { act: 'join' }, into });
    },
    onClose: () => setAsked(undefined),
  };
  return (
    <>
      <BulkBar selection={selection} noun="alerts" unticked="The row you are at">
        {shown.map(({ keys, does, label, needs, run: perform }) => (
          <Tooltip key={keys} label={`${does} (${keys})`}>
            <Button size="compact-sm" variant="default" disabled={!can(needs)} onClick={perform}>
              {label}
            </Button>
          </Tooltip>
        ))}
      </BulkBar>
      {dialog && asked?.what === 'assign' && <AssignDialog {...dialog} />}
      {dialog && asked?.what === 'attach' && <AttachDialog {...dialog} />}
      {dialog && asked?.what === 'close' && <CloseDialog {...dialog} />}
      {dialog && asked?.what === 'move' && <MoveDialog {...dialog} queues={queues} />}
      {dialog && asked?.what === 'mute' && <MuteDialog {...dialog} />}
      {dialog && asked?.what === 'promote' && <PromoteDialog {...dialog} />}
      {dialog && asked?.what === 'snooze' && <SnoozeDialog {...dialog} />}
      {dialog && asked?.what === 'tag' && <TagDialog {...dialog} />}
      <BulkResults
        noun="alerts"
        refused={(refused?.results ?? []).map(({ alertId, ...result }) => ({ id: alertId, ...result }))}
        nameOf={(id) => refused?.names.get(id) ?? id}
        onClose={() => setRefused(undefined)}
      />
    </>
  );
}

/** Whether the API allows it now. */
function isAllowed(alert: Alert, needs: Needs): boolean {
  if (needs === 'mute') return true;
  if (needs === 'join') return alert.mayJoinCase;
  if (needs === 'InProgress' || needs === 'Closed') return alert.allowed.includes(needs);
  return alert.allowedActs.includes(needs);
}

/** The alerts that an act is meant for: those that are ticked, or the one that the person is at. */
function useAtHand(selection: Selection, loaded: readonly Alert[], atId: string | undefined): Alert[] {
  // What is ticked stays so when others move it out of the list.
  const seen = useRef(new Map<string, Alert>());
  useEffect(() => {
    for (const alert of loaded) seen.current.set(alert.id, alert);
  }, [loaded]);
  const isLoaded = loaded.some(({ id }) => id === atId);
  const { data: open } = useRead(
    '/v1/alerts/{id}',
    { path: { id: atId ?? '' } },
    { enabled: atId !== undefined && !isLoaded },
  );
  const ids = selection.ids.size > 0 ? [...selection.ids] : atId === undefined ? [] : [atId];
  const now = new Map(loaded.map((alert) => [alert.id, alert]));
  return ids.flatMap(
    (id) => now.get(id) ?? (open?.id === id ? open : undefined) ?? seen.current.get(id) ?? [],
  );
}
