import { AnInvoice, fact, Id, Text, Why } from './event-fields.ts'

const AnApproval = Id.describe('The question, as the last part of its task says it (`approve/<invoice>/<question>`)')

/** What people of the company order about journeys that run: `puntual` publishes it when they do. */
export const BY_STAFF = {
  PolicyAdopted: fact({
    adoption: Id.describe('The order; a second event with the same one about the same invoice changes nothing'),
    invoice: AnInvoice,
    policy: Id.describe('The policy of catalog/policies that its journey follows from now on'),
    hash: Id.describe('Which version of it, by its content; the newest that is published, unless told').optional(),
    author: Text(140).describe('Who approved it'),
  }),
  ApprovalGiven: fact({
    invoice: AnInvoice,
    approval: AnApproval,
    author: Text(140).describe('Who approved it'),
  }),
  ApprovalDeclined: fact({
    invoice: AnInvoice,
    approval: AnApproval,
    author: Text(140).describe('Who declined it'),
    reason: Why,
  }),
} as const
