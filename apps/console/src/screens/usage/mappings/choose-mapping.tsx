import { Select } from '@mantine/core';
import { useRead } from '../../../api/reads';

/** Which kept mapping the rows are read with: those of a kind, of each name and version. */
export function ChooseMapping({
  kind,
  value,
  onChange,
}: {
  kind: string;
  /** The id of a mapping; empty for none. */
  value: string;
  onChange: (id: string) => void;
}) {
  const mappings = useRead('/v1/import-mappings', { query: { limit: 100 } });
  return (
    <Select
      label="Mapping"
      description="How the lab’s own columns are read; without one the rows have Docket’s."
      placeholder="None"
      clearable
      data={(mappings.data?.items ?? [])
        .filter(({ mapping }) => mapping.kind === kind)
        .map(({ id, name, version }) => ({ value: id, label: `${name}, version ${version}` }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
