import { Anchor, Drawer, List, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { View } from '../../../api/client';
import { useRead } from '../../../api/reads';
import { paths } from '../../../app/paths';
import { inWords } from '../../../kit/chips';
import { Instant } from '../../../kit/instant';
import { Loaded } from '../../../kit/loaded';
import { Section } from '../../../kit/section';

/** Where an entity was seen: in other cases, in alerts, with which accounts. */
export function EntityDrawer(props: { of: View<'EntityView'>; caseId: string; onClose: () => void }) {
  const { of, caseId, onClose } = props;
  const read = useRead('/v1/entities/{kind}/{value}', { path: { kind: of.kind, value: of.value } });
  return (
    <Drawer opened position="right" size="lg" onClose={onClose} title={`${inWords(of.kind)} ${of.value}`}>
      <Loaded read={read}>
        {({ alerts, cases, latestCases, latestAlerts, accounts }) => (
          <Stack>
            <Text size="sm">
              In {counted(cases)} cases; {counted(alerts)} alerts name it
              {alerts.firstOccurredAt && (
                <>
                  , the first of <Instant at={alerts.firstOccurredAt} isShort />
                </>
              )}
              .
            </Text>
            <Section title="Cases">
              <List size="sm" spacing={8}>
                {latestCases.map(({ case: { id, number, title } }) => (
                  <List.Item key={id}>
                    {id === caseId ? (
                      `#${number} ${title} (this case)`
                    ) : (
                      <Anchor component={Link} to={paths.case(id)} size="sm" underline="always">
                        #{number} {title}
                      </Anchor>
                    )}
                  </List.Item>
                ))}
              </List>
            </Section>
            <Section title="Alerts that name it">
              <List size="sm" spacing={8}>
                {latestAlerts.map(({ alertId, title, occurredFrom }) => (
                  <List.Item key={alertId}>
                    {title}, <Instant at={occurredFrom} isShort />
                  </List.Item>
                ))}
              </List>
              {latestAlerts.length === 0 && <Text size="sm">None.</Text>}
            </Section>
            <Section title="Accounts named with it">
              <List size="sm" spacing={8}>
                {accounts.map(({ value, alerts: count }) => (
                  <List.Item key={value}>
                    <Anchor
                      component={Link}
                      to={paths.caseAccount(caseId, value)}
                      size="sm"
                      underline="always"
                    >
                      {value}
                    </Anchor>{' '}
                    ({count === 1 ? 'one alert' : `${count} alerts`})
                  </List.Item>
                ))}
              </List>
              {accounts.length === 0 && <Text size="sm">None.</Text>}
            </Section>
          </Stack>
        )}
      </Loaded>
    </Drawer>
  );
}

const counted = ({ count, isMore }: { count: number; isMore: boolean }): string =>
  `${count.toLocaleString('en')}${isMore ? ' or more' : ''}`;
