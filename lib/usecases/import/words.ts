import { plainHeader } from './columns.ts'

/** What files call a channel. */
export const CHANNEL_WORDS: ReadonlyMap<string, string> = new Map([
  ...['email', 'mail', 'correo', 'correo electrónico'].map((word) => [plainHeader(word), 'email'] as const),
  ...['sms', 'text', 'texto', 'mensaje de texto', 'mobile', 'celular', 'móvil'].map(
    (word) => [plainHeader(word), 'sms'] as const,
  ),
  ...['whatsapp', 'wa'].map((word) => [plainHeader(word), 'whatsapp'] as const),
  ...['call', 'phone', 'llamada', 'teléfono', 'fijo', 'telefone'].map((word) => [plainHeader(word), 'call'] as const),
  ...['visit', 'visita'].map((word) => [plainHeader(word), 'visit'] as const),
  ...['letter', 'carta'].map((word) => [plainHeader(word), 'letter'] as const),
  ...['push'].map((word) => [plainHeader(word), 'push'] as const),
  ...['all', 'todo', 'todos', 'tudo'].map((word) => [plainHeader(word), 'all'] as const),
])
