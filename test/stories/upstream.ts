/** Bogotá's clock, unless a story says otherwise. */
export const BOGOTA = 'America/Bogota'

/** Before every story. */
const LONG_AGO = '2024-06-01T12:00:00Z'

/** What an upstream system says; the story adds the moment. */
export interface Said {
  readonly name: string
  readonly detail: object
}

/** A debtor as a story introduces one; Colombian, and reached by e-mail, unless told. */
export interface Person {
  readonly zone?: string
  readonly country?: string
  readonly language?: string
  readonly mail?: string | false
  readonly phone?: string
  readonly kind?: 'person' | 'company'
  readonly segment?: string
  readonly internal?: boolean
  readonly doNotContact?: boolean
  /** What they consented to before the story began; their law may demand it. */
  readonly consents?: readonly string[]
}

export interface Bill {
  readonly due: string
  readonly debtor?: string
  /** Minor units; 250.000,00 pesos unless told. */
  readonly amount?: number
  readonly currency?: string
  readonly reference?: string
}

/** Erp ids in stories are short: F-1 is `erp:F-1`. */
export const erp = (id: string) => `erp:${id}`
const bank = (id: string) => `bank:${id}`

/** What upstream systems can say, in the words of a collector; saying it is the story's own affair. */
export abstract class Upstream {
  protected readonly zones = new Map<string, string>()
  protected readonly bills = new Map<string, Bill>()

  /** The calendar date of the story. */
  abstract get today(): string

  /** Who a debtor is, and where they are reached. */
  introduction(name: string, person: Person = {}): Said[] {
    const { mail, phone, consents = ['email', 'sms'], ...profile } = person
    const zone = person.zone ?? BOGOTA
    this.zones.set(erp(name), zone)
    const debtor = erp(name)
    const point = (contactPoint: string, channel: string, address: string): Said => ({
      name: 'ContactPointUpserted',
      detail: { debtor, contactPoint, point: { channel, address } },
    })
    return [
      {
        name: 'DebtorUpserted',
        detail: { debtor, name, givenName: name, kind: 'person', language: 'es-CO', country: 'CO', ...profile, zone },
      },
      ...(mail === false ? [] : [point('mail', 'email', mail ?? `${name.toLowerCase()}@cliente.example`)]),
      ...(phone === undefined ? [] : [point('phone', 'sms', phone)]),
      ...consents.map((scope) => this.consent(name, scope, 'granted', LONG_AGO)),
    ]
  }

  issue(id: string, bill: Bill): Said {
    const { due, debtor = 'Ana', amount = 250_000_00, currency = 'COP', reference } = bill
    this.bills.set(id, bill)
    return {
      name: 'InvoiceIssued',
      detail: {
        invoice: erp(id),
        debtor: erp(debtor),
        total: { amount, currency },
        issueDate: this.today < due ? this.today : due,
        dueDate: due,
        ...(reference && { reference }),
      },
    }
  }

  /** A payment with how it is to be divided. */
  payment(id: string, shares: Readonly<Record<string, number>>, currency = 'COP'): Said {
    const allocations = Object.entries(shares).map(([invoice, amount]) => ({ invoice: erp(invoice), amount }))
    const amount = allocations.reduce((sum, share) => sum + share.amount, 0)
    return { name: 'PaymentReceived', detail: { payment: bank(id), total: { amount, currency }, allocations } }
  }

  /** A payment that says by a reference, or by its payer alone, what it is for. */
  looseMoney(id: string, amount: number, by: { reference?: string; debtor?: string }): Said {
    const debtor = by.debtor && { debtor: erp(by.debtor) }
    const detail = { payment: bank(id), total: { amount, currency: 'COP' }, ...by, ...debtor }
    return { name: 'PaymentReceived', detail }
  }

  reversal(payment: string, reversal: string, amount?: number): Said {
    const some = amount === undefined ? {} : { amount }
    return { name: 'PaymentReversed', detail: { payment: bank(payment), reversal, reason: 'devuelto', ...some } }
  }

  failure(payment: string, ...invoices: string[]): Said {
    return {
      name: 'PaymentFailed',
      detail: { payment: bank(payment), invoices: invoices.map(erp), reason: 'sin fondos' },
    }
  }

  amendment(id: string, amendment: string, terms: object): Said {
    return { name: 'InvoiceAmended', detail: { invoice: erp(id), amendment, ...terms } }
  }

  void(id: string): Said {
    return { name: 'InvoiceVoided', detail: { invoice: erp(id), reason: 'emitida por error' } }
  }

  writeOff(id: string): Said {
    return { name: 'InvoiceWrittenOff', detail: { invoice: erp(id), reason: 'incobrable' } }
  }

  creditNote(note: string, id: string, amount: number): Said {
    return {
      name: 'CreditNoteIssued',
      detail: { invoice: erp(id), creditNote: erp(note), total: { amount, currency: 'COP' } },
    }
  }

  /** A hold on an invoice (`{ invoice: 'F-1' }`) or on all contact with a debtor (`{ debtor: 'Ana' }`). */
  hold(hold: string, on: { invoice?: string; debtor?: string }, until?: string): Said {
    const reason = 'revisión'
    return { name: 'HoldPlaced', detail: { hold, ...keyed(on), reason, author: 'Luz', ...(until && { until }) } }
  }

  release(hold: string, on: { invoice?: string; debtor?: string }): Said {
    return { name: 'HoldReleased', detail: { hold, ...keyed(on), author: 'Luz' } }
  }

  consent(debtor: string, scope: string, status: 'granted' | 'revoked' | 'unknown', occurredAt?: string): Said {
    return { name: 'ConsentChanged', detail: { debtor: erp(debtor), scope, status, ...(occurredAt && { occurredAt }) } }
  }

  flag(debtor: string, flag: string, status: 'raised' | 'cleared'): Said {
    const detail = { debtor: erp(debtor), flag, status, reason: 'lo contó al teléfono', author: 'Luz' }
    return { name: 'DebtorFlagChanged', detail }
  }

  /** `merged` is the same debtor as `survivor`. */
  merge(survivor: string, merged: string): Said {
    return { name: 'DebtorMerged', detail: { debtor: erp(survivor), merged: erp(merged) } }
  }

  deposit(id: string, debtor: string, amount: number, currency = 'COP'): Said {
    return {
      name: 'UnappliedCashChanged',
      detail: { debtor: erp(debtor), deposit: bank(id), total: { amount, currency } },
    }
  }
}

const keyed = ({ invoice, debtor }: { invoice?: string; debtor?: string }) => ({
  ...(invoice && { invoice: erp(invoice) }),
  ...(debtor && { debtor: erp(debtor) }),
})
