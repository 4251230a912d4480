import { DATASETS } from '../../datasets.ts'
import { EVENT_WORDS, JOURNEY_WORDS, TIE_WORDS } from '../code-words.ts'
import { fieldsOf } from '../fields.ts'
import { type Sheet, visual } from '../visuals.ts'
import { LABEL } from './shared.ts'

const fresh = fieldsOf(DATASETS.freshness)
const ties = fieldsOf(DATASETS.tie_out)
const journeys = fieldsOf(DATASETS.journey_health)
const kind = fresh.category('kind', { label: ['Hecho', 'Fact'], named: EVENT_WORDS })
const count = journeys.sum('journeys', ['Gestiones', 'Journeys'], 'count')
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
            subtitle: ['Por clase de hecho', 'By kind of fact'],
            groupBy: [kind],
            values: [
              fresh.latest('last_event', ['Último hecho', 'Newest fact']),
              fresh.sum('facts', ['Hechos', 'Facts'], 'count'),
              fresh.age('days_old', 'last_day', ['Días de atraso hoy', 'Days old today']),
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
              'Lo que cada sistema declaró completo, y lo que tenemos',
              'What each source declared complete, and what we hold',
            ],
            groupBy: [
              until,
              ties.category('source', { label: ['Sistema', 'Source'] }),
              ties.category('currency', { label: ['Moneda', 'Currency'] }),
              ties.category('state', { label: ['Estado', 'State'], named: TIE_WORDS }),
            ],
            values: [
              ties.sum('documents_theirs', ['Documentos', 'Documents'], 'count'),
              ties.sum('documents_ours', ['Tenemos', 'We hold'], 'count'),
              ties.sum('amount_theirs', ['Declarado', 'Declared'], 'money'),
              ties.sum('amount_ours', ['En nuestro libro', 'In our ledger'], 'money'),
            ],
            sorted: [{ by: until, direction: 'DESC' }],
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
            colors: journeys.category('status', { label: ['Estado', 'State'], named: JOURNEY_WORDS }),
            arrangement: 'STACKED',
            orientation: 'VERTICAL',
          }),
        ],
      ],
    },
  ],
}
