import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import * as z from 'zod'
import type { CountrySenders } from '../domain/doctor/facts.ts'
import { CatalogError } from './catalog-error.ts'
import { checkShape } from './check-shape.ts'
import { readYaml } from './yaml-source.ts'

/** What countries let a company send texts from (`catalog/senders/aws.yaml`); an absent field is not known. */
export const SenderTable = z.strictObject({
  asOf: z.iso.date('a calendar date such as "2026-11-27"'),
  source: z.string().min(1, 'where the table was read'),
  countries: z.record(
    z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 country code such as "CO"'),
    z.strictObject({
      senderIds: z.boolean().exactOptional(),
      shortCodes: z.boolean().exactOptional(),
      longCodes: z.boolean().exactOptional(),
      twoWay: z.boolean().exactOptional(),
    }),
  ),
})

/** Reads the table of senders; throws one CatalogError with every mistake in the file at its line. */
export function readSenders(path: string): Readonly<Record<string, CountrySenders>> {
  const { source, mistakes } = readYaml(basename(path), readFileSync(path, 'utf8'))
  const shape = source && checkShape(source, SenderTable)
  if (shape?.kind !== 'sound') throw new CatalogError([...mistakes, ...(shape?.mistakes ?? [])])
  return shape.value.countries
}
