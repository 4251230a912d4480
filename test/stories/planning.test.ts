import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { DynamoDebtors } from '../../lib/aws/dynamo-debtors.ts'
import { Records } from '../../lib/aws/records.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readPrices } from '../../lib/catalog/read-prices.ts'
import { planOf, renderPlan } from '../../lib/cli/plan.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { stories, tell } from './story.ts'

stories()

it('the plan foretells the messages and the work that come', async () => {
  const story = await tell('2026-06-01')
  await story.debtor('Sola', { mail: false })
  await story.invoice('F-1', { due: '2026-06-15' })
  await story.invoice('F-2', { due: '2026-06-15', debtor: 'Sola' })
  const { endpoint, deployed } = story.stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '', CatalogTable: shelf = '' } = deployed.outputs
  const known = new DynamoDebtors(client, debtors)
  const accounts = []
  for await (const { debtor, invoices } of new Records(client, { ledger, debtors }).all())
    accounts.push({ debtor: await known.debtor(debtor), invoices: invoices.map(({ invoice }) => invoice) })
  const catalog = compileCatalog('catalog')
  const { now } = story
  const house = calling(client, { ledger, debtors, catalog: shelf }, catalog, { now: () => now })
  const plan = await planOf(accounts, house, catalog, readPrices('catalog/prices/aws.yaml'), now)
  client.destroy()
  expect(plan).toMatchObject({ debtors: 2, contacted: 1, withoutAWay: { noContactPoint: 1 }, daysOfWork: 1 })
  await story.until('2026-06-30 23:00')
  expect(Object.keys(plan.messages)).toEqual((await story.letters()).map(({ day }) => day))
  expect(await story.tasks()).toEqual(['collect noContactPoint F-2'])
  const told = renderPlan(plan, wordsFor('es'))
  expect(told).toMatch(/Sin un canal permitido[\s\S]*no hay por dónde escribirle al deudor +1\n.*1 día de trabajo/)
})
