import { gsm7Parts } from '../../domain/sms-text.ts'
import { type Fragment, type Html, html } from './html.ts'
import type { Visit } from './visit.ts'

/**
 * An e-mail at two widths, and in plain text. The frames are sandboxed without a single permission: no scripts, no forms,
 * no way out.
 */
export function emailDevices(visit: Visit, body: string | undefined, plain: string): Html {
  const frame = (label: 'desktop' | 'phone', width: number): Fragment =>
    html`<figure class="device ${label}"><figcaption>${visit.say(label)}</figcaption>
<div class="glass"><iframe sandbox title="${visit.say(label)}" width="${width}" srcdoc="${body && asleep(body)}"></iframe></div></figure>`
  return html`${
    body !== undefined &&
    html`<div class="devices">${frame('desktop', 680)}${frame('phone', 390)}</div>
<p class="small">${visit.say('linksAsleep')}</p>`
  }
<details class="card"${body === undefined && html` open`}><summary>${visit.say('plainText')}</summary><pre class="plain">${plain}</pre></details>`
}

/** Links would put an error page in place of the message; those that ask for a new window are refused in silence. */
const asleep = (body: string): string => body.replace(/<head\b[^>]*>/i, '$&<base target="_blank">')

/** A text on a telephone, with its parts. */
export function textDevice(visit: Visit, body: string): Html {
  const { encoding, parts, septets } = gsm7Parts(body)
  const size = visit.say('textSize', encoding, septets, parts === 1 ? visit.say('onePart') : visit.say('parts', parts))
  return html`<div class="devices"><figure class="device handset"><div class="glass"><p class="bubble">${body}</p></div>
<figcaption>${size}</figcaption></figure></div>`
}

/** A message on WhatsApp as the debtor reads it, and the name under which Meta approved it; free text has none. */
export const chatDevice = (visit: Visit, body: string, name: string | undefined): Html =>
  html`<div class="devices"><figure class="device handset whatsapp"><div class="glass"><p class="bubble">${body}</p></div>
<figcaption>${name === undefined ? visit.say('freeText') : visit.say('approvedTemplate', name)}</figcaption></figure></div>`
