import { expect, it } from 'vitest'
import { calmName } from '../../lib/domain/calm-name.ts'

it.each([
  ['ANA MARÍA RUIZ DE LA HOZ', 'Ana María Ruiz de la Hoz'],
  ['DISTRIBUIDORA DEL OCCIDENTE S.A.S.', 'Distribuidora del Occidente S.A.S.'],
  ['GRUPO NORTEÑO SA DE CV', 'Grupo Norteño SA de CV'],
  ["O'HIGGINS-PÉREZ LTDA", "O'Higgins-Pérez Ltda"],
  ['Ana Ruiz', 'Ana Ruiz'],
  ['IBM Colombia', 'IBM Colombia'],
  ['3M', '3M'],
])('%s is written %s', (name, calm) => {
  expect(calmName(name)).toBe(calm)
})
