/**
 * A mobile number as its country writes it today: without Mexico's old prefix (+52 1), with the ninth digit that Brazil gave
 * its mobile numbers from 2012 to 2016. WhatsApp goes on calling accounts from before by their old numbers.
 */
export const asWrittenToday = (number: string): string =>
  number.replace(/^\+521(\d{10})$/, '+52$1').replace(/^(?<area>\+55\d\d)(?<old>[6-9]\d{7})$/, '$<area>9$<old>')

/** The number of somebody who wrote to us: Argentina's mobile telephones show theirs with and without the 9 of E.164. */
export const senderNumber = (number: string): string => asWrittenToday(number).replace(/^\+54([1-8]\d{9})$/, '+549$1')
