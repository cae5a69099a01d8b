/** A time to come back at, in the viewer's zone. */
export interface WakeTime {
  label: string;
  at: Date;
}

const MORNING = 9;

/** When an alert may come back: soon, tomorrow morning, on Monday, in a week. */
export function wakeTimes(now: Date): WakeTime[] {
  const hour = new Date(now.getTime() + 3_600_000);
  const monday = (8 - now.getDay()) % 7 || 7;
  return [
    { label: 'In an hour', at: hour },
    { label: 'Tomorrow morning', at: morning(now, 1) },
    { label: 'On Monday morning', at: morning(now, monday) },
    { label: 'In a week', at: morning(now, 7) },
    { label: 'In 30 days', at: morning(now, 30) },
  ];
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** An instant as a field of date and time has it, in the viewer's zone. */
export function toField(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** What a field of date and time says, as an instant; undefined while it says nothing. */
export function fromField(text: string): string | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
