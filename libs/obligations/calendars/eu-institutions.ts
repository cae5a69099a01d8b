import type { Calendar } from './calendar';

/** Days off of the institutions of the European Union, by the customary list. @see Regulation (EEC, Euratom) 1182/71 art. 2 */
export const EU_INSTITUTIONS: Calendar = {
  id: 'eu-institutions',
  version: '2026.1',
  title: 'Working days of the institutions of the European Union',
  from: '2026-01-01',
  to: '2027-01-31',
  source:
    'Customary list of the Commission for Brussels; compare with the list in the Official Journal for the year',
  daysOff: {
    '2026-01-01': "New Year's Day",
    '2026-01-02': "Day after New Year's Day",
    '2026-04-02': 'Maundy Thursday',
    '2026-04-03': 'Good Friday',
    '2026-04-06': 'Easter Monday',
    '2026-05-01': 'Labour Day',
    '2026-05-14': 'Ascension Day',
    '2026-05-15': 'Day after Ascension Day',
    '2026-05-25': 'Whit Monday',
    '2026-07-21': 'Belgian National Day',
    '2026-11-02': "All Souls' Day",
    '2026-12-24': 'End of year',
    '2026-12-25': 'End of year',
    '2026-12-28': 'End of year',
    '2026-12-29': 'End of year',
    '2026-12-30': 'End of year',
    '2026-12-31': 'End of year',
    '2027-01-01': "New Year's Day",
  },
};
