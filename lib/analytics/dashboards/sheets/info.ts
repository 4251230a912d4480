import { DATASETS } from '../../datasets.ts'
import { STAGE_COLORS } from '../code-colors.ts'
import { EVENT_WORDS, JOURNEY_WORDS, STAGE_WORDS, TIE_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { LABEL } from './shared.ts'

const fresh = fieldsOf(DATASETS.freshness)
const ties = fieldsOf(DATASETS.tie_out)
const journeys = fieldsOf(DATASETS.journey_health)
const kind = fresh.category('kind', { label: ['Hecho', 'Fact'], named: EVENT_WORDS })
const count = journeys.sum('journeys', ['Gestiones', 'Journeys'], 'count')
const state = ties.category('state', { label: ['Estado', 'State'], named: TIE_WORDS, orderedBy: 'state_order' })
const source = ties.category('source', { label: ['Sistema', 'Source'] })
const currency = ties.category('currency', { label: ['Moneda', 'Currency'] })
const until = ties.date('day', 'DAY', ['Hasta', 'Up to'])

/** Whether the figures can be trusted today. */
export const info: Sheet = {
  id: 'info',
  name: ['Información', 'Info'],
  description: [
    'Si hoy se puede confiar en las cifras: hasta cuándo llegan y si cuadran con el ERP.',
    'Whether the figures can be trusted today: how far they reach, and whether they tie out to the ERP.',
  ],
  controls: ['entity', 'since', 'until'],
  rows: [
    {
      height: 9,
      cells: [
        [
          16,
          visual({
            id: 'freshness',
            kind: 'table',
            title: ['Hasta cuándo llegan los datos', 'How far the data reaches'],
            subtitle: [
              'Por clase de hecho; unas pasan cada día y otras rara vez',
              'By kind of fact; some happen every day and some hardly ever',
            ],
            groupBy: [kind],
            values: [
              fresh.latest('last_event', ['Último hecho', 'Newest fact']),
              fresh.sum('facts', ['Hechos', 'Facts'], 'count'),
              fresh.age('days_old', 'last_day', ['Días desde entonces', 'Days since then']),
              fresh.latest('as_of', ['Cargado el', 'Loaded on'], 'day'),
            ],
          }),
        ],
        [
          20,
          visual({
            id: 'tie-out',
            kind: 'table',
            title: ['Cuadre con el ERP', 'Tie-out to the ERP'],
            subtitle: [
              'Lo que cada sistema declaró completo, y lo que tenemos; primero lo que no cuadra',
              'What each source declared complete, and what we hold; what differs first',
            ],
            groupBy: [until, source, currency, state],
            values: [
              ties.sum('documents_theirs', ['Documentos', 'Documents'], 'count'),
              ties.sum('documents_ours', ['Tenemos', 'We hold'], 'count'),
              ties.sum('amount_theirs', ['Declarado', 'Declared'], 'money'),
              ties.sum('amount_ours', ['En nuestro libro', 'In our ledger'], 'money'),
            ],
            sorted: [
              { by: state, direction: 'ASC' },
              { by: until, direction: 'DESC' },
              { by: source, direction: 'ASC' },
              { by: currency, direction: 'ASC' },
            ],
          }),
        ],
      ],
    },
    {
      height: 8,
      cells: [
        [
          16,
          visual({
            id: 'journeys-by-state',
            kind: 'bars',
            title: ['Gestiones', 'Journeys'],
            subtitle: ['Lo que espera cada una, o cómo terminó', 'What each waits for, or how it ended'],
            category: journeys.category('status', { label: ['Estado', 'State'], named: JOURNEY_WORDS }),
            values: [count],
            arrangement: 'CLUSTERED',
            orientation: 'HORIZONTAL',
            sorted: { by: count, direction: 'DESC' },
            labels: true,
          }),
        ],
        [
          20,
          visual({
            id: 'journeys-by-week',
            kind: 'bars',
            title: ['Último cambio de cada gestión', 'Latest change of each journey'],
            subtitle: [
              'Por semana: una gestión que no cambia hace meses merece una mirada',
              'By week: a journey that has not changed for months deserves a look',
            ],
            category: journeys.date('day', 'WEEK', LABEL.week),
            values: [count],
            colors: journeys.category('stage', {
              label: ['Estado', 'State'],
              named: STAGE_WORDS,
              colored: STAGE_COLORS,
            }),
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
          }),
        ],
      ],
    },
  ],
}
