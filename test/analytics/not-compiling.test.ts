import { expect, it } from 'vitest'
import { fieldsOf } from '../../lib/analytics/dashboards/fields.ts'
import { visual } from '../../lib/analytics/dashboards/visuals.ts'
import { DATASETS } from '../../lib/analytics/datasets.ts'

const touches = fieldsOf(DATASETS.touches)
const stops = fieldsOf(DATASETS.opt_outs)
const titled = { id: 'a', title: ['A', 'A'], subtitle: ['B', 'B'] } as const

it('does not compile with what QuickSight would show blank; the compiler says so of each line below', () => {
  const mistakes = [
    // @ts-expect-error: there is no such column
    () => touches.sum('paid', ['Pagado', 'Paid'], 'count'),
    // @ts-expect-error: a date is no category
    () => touches.category('day', { label: ['Día', 'Day'] }),
    // @ts-expect-error: a text cannot be added up
    () => touches.sum('channel', ['Canal', 'Channel'], 'count'),
    // @ts-expect-error: a number is no date
    () => touches.date('hour', 'DAY', ['Hora', 'Hour']),
    // @ts-expect-error: a ratio divides columns of its dataset
    () => touches.ratio('share', 'opt_outs', 'sent', ['Parte', 'Share']),
    () =>
      // @ts-expect-error: the fields of a visual come from one dataset
      visual({
        ...titled,
        kind: 'bars',
        category: touches.category('channel', { label: ['Canal', 'Channel'] }),
        values: [stops.sum('opt_outs', ['Pedidos', 'Requests'], 'count')],
        arrangement: 'CLUSTERED',
        orientation: 'VERTICAL',
      }),
  ]
  expect(mistakes).toHaveLength(6)
})
