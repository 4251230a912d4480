import type { DEBTORS } from './debtors.ts'
import type { ExampleIn } from './example.ts'

/** Sound examples of what is said about debtors, and what becomes of a repeat. */
export const DEBTOR_EXAMPLES = {
  DebtorUpserted: {
    when: 'Send it when a customer is created, and whenever anything said here about them changes.',
    repeated: 'The newest `occurredAt` replaces the whole description; the same or an older one changes nothing.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-01T13:00:00Z',
      debtor: 'erp:D-2001',
      name: 'Ana Ruiz Gómez',
      givenName: 'Ana',
      kind: 'person',
      language: 'es-CO',
      country: 'CO',
      region: 'CO-DC',
      city: 'Bogotá',
      zone: 'America/Bogota',
      segment: 'consumer',
    },
  },
  ContactPointUpserted: {
    when: 'Send it when an address or number of a debtor, a co-debtor, a guarantor or the people who handle the bills becomes known, changes, or is no longer used. Never send references: they are refused.',
    repeated:
      'Each contact point keeps its newest `occurredAt`. It may come before the debtor is described; nobody is contacted until then.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-01T13:00:00Z',
      debtor: 'erp:D-2001',
      contactPoint: 'mail-1',
      point: { channel: 'email', address: 'ana.ruiz@cliente.example' },
      role: 'holder',
    },
  },
  ConsentChanged: {
    when: 'Send it the moment a debtor asks for messages to stop, or allows them; and once for every consent you already hold. Where the contact law demands consent, a channel without one does not exist.',
    repeated:
      'Each scope and purpose keeps its newest `occurredAt`; of one instant the stop wins. Whatever is revoked anywhere (all, channel or contact point) is not used; else the narrowest scope that has a word decides.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-02T15:20:00-05:00',
      debtor: 'erp:D-2001',
      scope: 'sms',
      status: 'revoked',
      evidence: 'Llamada 88213 al servicio al cliente',
      author: 'laura.mejia',
    },
  },
  DebtorFlagChanged: {
    when: 'Send it when something is learnt at which every contact must stop: `doNotContact`, `hardship`, `deceased`, `represented` (a lawyer speaks for them), `insolvency`, `complaintOpen`.',
    repeated:
      'Each flag keeps its newest `occurredAt`; of one instant the raised one wins. `deceased`, `represented` and `insolvency` give the invoices to a person at once, the others when they are late.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T10:00:00-05:00',
      debtor: 'erp:D-2001',
      flag: 'hardship',
      status: 'raised',
      reason: 'Perdió el empleo en mayo; pide hablar de plazos',
      author: 'laura.mejia',
    },
  },
  PreferenceChanged: {
    when: 'Send it when a debtor says how they would like to be reached. Send only what changed.',
    repeated: 'Channel, hours and language each keep their newest `occurredAt`.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-03T09:00:00-05:00',
      debtor: 'erp:D-2001',
      channel: 'sms',
      hours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '18:00' },
      author: 'laura.mejia',
    },
  },
  WrongPersonReported: {
    when: 'Send it when whoever answers at an address is not the debtor: the address is not used for this debtor any more.',
    repeated:
      'Each address or contact point keeps its newest `occurredAt`; of one instant the report wins. The address stays out though the source sends it again, under whatever contact point; only `withdrawn` lets it in.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-12T10:40:00-05:00',
      debtor: 'erp:D-2001',
      address: '+573001234567',
      author: 'laura.mejia',
    },
  },
  AddressStopped: {
    when: 'Send it when an address may not be used, whoever has it: of a list of people who want no messages, such as a national registry.',
    repeated:
      'It revokes the consent to each contact point that has the address, now or later, as of its `occurredAt`; only a newer `granted` on that contact point opens it again.',
    source: 'crm',
    detail: {
      version: 1,
      occurredAt: '2026-06-12T11:00:00-05:00',
      address: '+573009876543',
      reason: 'Registro de números excluidos',
      author: 'cumplimiento',
    },
  },
  DebtorMerged: {
    when: 'Send it when two of your ids turn out to be the same debtor. From then on they are one: one voice, one budget.',
    repeated:
      'A repeat changes nothing, and the order does not matter: chains and circles become one debtor, under the id that the newest merge names. Where the two disagreed the strictest counts, until a newer word on either id.',
    source: 'erp',
    detail: {
      version: 1,
      occurredAt: '2026-06-19T08:00:00-05:00',
      debtor: 'erp:D-2001',
      merged: 'erp:D-1460',
      reason: 'La misma cédula en los dos registros',
      author: 'maestros.clientes',
    },
  },
} as const satisfies { readonly [Name in keyof typeof DEBTORS]: ExampleIn<Name> }
