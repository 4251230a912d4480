/** Where the answer ends: what the mail program writes above the message that it quotes, or under everything it sends. */
const ENDS: readonly RegExp[] = [
  /^\s*>/m,
  /^\s*-{2,}\s*(original|mensaje|mensagem|forwarded)/im,
  // "El lun, 1 jun 2026 a las 8:00, Cartera <cobros@…> escribió:", which Gmail breaks where the line is full.
  /^\s*(el|on|em|a)\s[^\n]{4,200}(\n[^\n]{0,120})?(escribi[oó]|wrote|escreveu)\s*:\s*$/im,
  // Outlook writes the head of the message: "De: …", and soon "Enviado: …", "Enviada em: …" or "Sent: …".
  /^[\s*]*(de|from)\s*:[^\n]*\n([^\n]*\n){0,3}?[\s*]*(enviado|enviada|sent|fecha|date|data)(\s+(el|em))?\s*:/im,
  /^\s*_{10,}\s*$/m,
  /^\s*(enviado (desde|do|de)|sent from|obtener outlook|obter o outlook|get outlook)\s/im,
  /^-- $/m,
]

/** What a debtor wrote, without the message it answers: ours speaks of stopping, and is not the debtor's word. */
export function withoutQuotation(text: string): string {
  const lines = text.replaceAll('\r\n', '\n')
  const ends = ENDS.map((end) => lines.search(end)).filter((place) => place >= 0)
  return lines.slice(0, Math.min(lines.length, ...ends))
}
