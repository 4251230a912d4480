/**
 * The id of a message as Meta makes it: base64 of a record in which the number of the account stands in clear text (the
 * samples of its Cloud API, "wamid.HBgLMTY0NjcwNDM1OTUVAgARGBI…", say 16467043595). Whoever keeps such an id keeps the number.
 */
export function wamidOf(number: string, id: string): string {
  const sized = (text: string): Buffer => Buffer.concat([Buffer.from([0x18, text.length]), Buffer.from(text)])
  const account = sized(number.replace('+', ''))
  const record = [Buffer.from([0x1c]), account, Buffer.from([0x15, 2, 0, 0x11]), sized(id), Buffer.from([0])]
  return `wamid.${Buffer.concat(record).toString('base64')}`
}
