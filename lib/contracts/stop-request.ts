import * as z from 'zod'

/** What somebody asks who opened a stop link: of this channel, of everything, or that the message reached somebody else. */
export const STOP_CHOICES = ['channel', 'all', 'wrongPerson'] as const
export type StopChoice = (typeof STOP_CHOICES)[number]

/** A request to the stop page. Only `stop` changes anything. */
export type StopRequest = { readonly code: string } & (
  | { readonly kind: 'look' }
  | { readonly kind: 'stop'; readonly choice: StopChoice }
  | { readonly kind: 'unclear' }
)

/** Forms have a few bytes; whatever is longer is not ours. */
const LONGEST_FORM = 4_096

/** A request as a Lambda function URL hands it over (payload 2.0); AWS owns that contract, and nothing else of it is read. */
const UrlEvent = z.object({
  rawPath: z.string(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
})

/** Reads a request: GET looks, POST with a choice or with the one click of RFC 8058 stops, and nothing else does. */
export const StopRequestOfUrl = UrlEvent.transform((event): StopRequest => {
  const { rawPath, requestContext, body = '', isBase64Encoded } = event
  // Typed by hand, a code may come in capitals, with the slash of a folder behind it.
  const [, code = ''] = /^\/s\/([a-z0-9]{1,32})\/?$/.exec(rawPath.toLowerCase()) ?? []
  const { method } = requestContext.http
  if (method === 'GET' || method === 'HEAD') return { code, kind: 'look' }
  const choice =
    method === 'POST' && body.length <= LONGEST_FORM ? choiceIn(isBase64Encoded ? plain(body) : body) : undefined
  return choice ? { code, kind: 'stop', choice } : { code, kind: 'unclear' }
})

/** The one click comes as a form of either kind; our own page sends the first kind. */
function choiceIn(form: string): StopChoice | undefined {
  const fields = new URLSearchParams(form)
  const chosen = STOP_CHOICES.find((one) => one === fields.get('choice'))
  const oneClick = fields.get('List-Unsubscribe') === 'One-Click' || /name="List-Unsubscribe"\s+One-Click\s/.test(form)
  return chosen ?? (oneClick ? 'channel' : undefined)
}

function plain(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}
