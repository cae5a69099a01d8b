import { Button, Menu } from '@mantine/core';

const FORMATS = [
  { format: 'csv', label: 'As CSV, for a spreadsheet' },
  { format: 'ndjson', label: 'As NDJSON, for a program' },
] as const;

/** Entries of a menu that fetch everything a search finds, as a file. */
export function ExportItems({ address, query = {} }: { address: string; query?: Record<string, string> }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return FORMATS.map(({ format, label }) => (
    <Menu.Item
      key={format}
      component="a"
      href={`${address}?${new URLSearchParams({ ...query, format, zone })}`}
      download={`docket.${format}`}
    >
      Export {label.charAt(0).toLowerCase() + label.slice(1)}
    </Menu.Item>
  ));
}

/** A button that fetches all of one thing as a file of lines, for a program. */
export function ExportLines({ address, name, label }: { address: string; name: string; label: string }) {
  return (
    <Button
      component="a"
      size="xs"
      variant="default"
      className="no-print"
      href={address}
      download={`${name}.ndjson`}
      title="As NDJSON, for a program"
    >
      {label}
    </Button>
  );
}
