import { paths } from '../paths';

/** A step of the tour: a page of the case, and what it is there for. */
interface TourStep {
  title: string;
  text: string;
  to: (caseId: string) => string;
}

/** The story of a case, from what the detectors saw to what the authority was told. */
export const TOUR: readonly TourStep[] = [
  {
    title: 'One record of one incident',
    text: 'Everything that belongs to the incident is in this case: what detectors saw, who is suspected, what was found, decided and written. Alerts that share accounts, addresses or instruments came into it by themselves.',
    to: paths.case,
  },
  {
    title: 'Who is in it',
    text: 'Each account is suspected until somebody gives a verdict with a reason. The list holds tens of thousands: j and k move, x ticks, c confirms, l clears, and what was decided can be taken back.',
    to: paths.caseAccounts,
  },
  {
    title: 'Figures that can be proven',
    text: 'A number in a letter is a claim: counted on usage frozen at one moment, counted a second time in another way, and approved by a person who did not make it. It says from what it was counted.',
    to: paths.caseClaims,
  },
  {
    title: 'What was done to the accounts',
    text: 'An order bans exactly the accounts that were confirmed. Before it is approved, by another person, it shows whom else it would hit. It can be stopped, resumed and undone, and tells the outcome of every account.',
    to: paths.caseOrders,
  },
  {
    title: 'Who has to be told, and by when',
    text: 'From dated facts follows which law asks for a notice, and when it is due, in the zone of the authority. Every deadline explains itself step by step.',
    to: paths.caseObligations,
  },
  {
    title: 'The letter',
    text: 'Every figure in it leads back to its claim. It is reviewed, frozen and signed by different people, sent once, and the receipt is kept. The audit log proves that nobody rewrote any of it.',
    to: paths.caseLetters,
  },
];
