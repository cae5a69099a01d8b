/** A number as an English sentence has it: `2,314`. Not by Intl, whose wording changes with the version of ICU. */
export function figure(number: number): string {
  const [whole = '', ...decimals] = String(number).split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...decimals].join('.');
}
