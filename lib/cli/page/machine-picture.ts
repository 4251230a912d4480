import { stateName } from '../step-words.ts'
import { type Html, html } from './html.ts'
import { type JourneyPath, wayKey } from './journey-path.ts'
import { layOut, type Machine, type Place, type Way } from './machine-shape.ts'
import type { Visit } from './visit.ts'

/** Measures of the picture in its own units; a phone shows 410 of them on 326 pixels. */
const WIDTH = 410
const BOX = { spine: { x: 22, width: 158 }, branches: { x: 224, width: 158 } } as const
const HEIGHT = 52
const STEP = 64
const TOP = 4

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly column: Place['column']
}

/** What the present state is waiting for, in words. */
export interface Standing {
  readonly since: string
  readonly until: string | undefined
}

/**
 * The state machine with the way a journey took through it: states entered with how often, ways taken in colour, and the
 * place where it stands. A reader who does not see it hears the same as one sentence.
 */
export function machinePicture(
  visit: Visit,
  machine: Machine,
  path: JourneyPath,
  standing: Standing | undefined,
): Html {
  const boxes = new Map<string, Box>()
  for (const [name, { column, row }] of layOut(machine))
    boxes.set(name, { ...BOX[column], y: TOP + row * STEP, column })
  const bottom = Math.max(...[...boxes.values()].map(({ y }) => y)) + HEIGHT + TOP
  const isTaken = ({ from, to }: Way): boolean => path.taken.has(wayKey(from, to))
  // What was taken lies above what was not.
  const ways = machine.ways.toSorted((a, b) => Number(isTaken(a)) - Number(isTaken(b)))
  const standsAt = path.stands?.state
  const isOver = machine.stops.some(({ name, isEnd }) => isEnd && name === standsAt)
  return html`<section class="card machine"><h2>${visit.say('machine')}</h2>
<p class="small">${spoken(visit, path, standing, isOver)}</p>
<svg viewBox="0 0 ${WIDTH} ${bottom}" role="img" aria-label="${visit.say('machineAlt')}">
<defs>${['idle', 'taken'].map(
    (kind) =>
      html`<marker id="arrow-${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow ${kind}" d="M0 0.5 8 4 0 7.5z"/></marker>`,
  )}</defs>
${ways.map((way) => line(way, boxes, isTaken(way)))}
${machine.stops.map(({ name, comment }) => {
  const box = boxes.get(name)
  const visits = path.visits.get(name) ?? 0
  const kind = name === standsAt ? (isOver ? 'over' : 'present') : visits > 0 ? 'visited' : 'idle'
  return (
    box &&
    html`<g class="stop ${kind}" data-state="${name}" data-visits="${visits}"><title>${visit.words.lang === 'en' ? (comment ?? name) : name}</title>
<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${HEIGHT}" rx="9"/>
<text x="${box.x + 11}" y="${box.y + (visits > 0 ? 18 : 24)}">${stateName(name, visit.words.lang)}</text>
<text class="state-id" x="${box.x + 11}" y="${box.y + (visits > 0 ? 31 : 38)}">${name}</text>
${visits > 0 && html`<text class="visits" x="${box.x + 11}" y="${box.y + 45}">${kind === 'present' ? visit.say('standsHere', visits) : kind === 'over' ? visit.say('endsHere') : visit.say('times2', visits)}</text>`}</g>`
  )
})}
</svg></section>`
}

function spoken(visit: Visit, { stands }: JourneyPath, standing: Standing | undefined, isOver: boolean): string {
  if (!stands || !standing) return visit.say('noExecution')
  if (isOver) return visit.say('journeyOver', standing.since)
  const since = visit.say('standsIn', stateName(stands.state, visit.words.lang), standing.since)
  return standing.until === undefined ? since : `${since}, ${visit.say('until', standing.until)}`
}

function line({ from, to, onFault }: Way, boxes: ReadonlyMap<string, Box>, taken: boolean): Html | undefined {
  const [a, b] = [boxes.get(from), boxes.get(to)]
  if (!a || !b) return undefined
  const kind = taken ? 'taken' : 'idle'
  return html`<path class="way ${kind}${onFault && ' fault'}" marker-end="url(#arrow-${kind})" d="${routed(a, b)}"><title>${from} → ${to}</title></path>`
}

/** Between the columns a curve through the gap; within one, straight to the next or an arc along its outer side. */
function routed(a: Box, b: Box): string {
  const middle = (box: Box): number => box.y + HEIGHT / 2
  // What leaves a box and what enters it keep apart.
  const out = middle(a) + 6
  const into = middle(b) - 6
  if (a.column === 'spine' && b.column === 'branches') {
    const [x, end] = [a.x + a.width, b.x]
    return `M${x} ${out}C${x + 34} ${out} ${end - 30} ${into} ${end} ${into}`
  }
  if (a.column === 'branches' && b.column === 'spine') {
    const [x, end] = [a.x, b.x + b.width]
    return `M${x} ${out}C${x - 34} ${out} ${end + 30} ${into} ${end} ${into}`
  }
  if (a.column === 'spine' && b.y - a.y === STEP) return `M${a.x + a.width / 2} ${a.y + HEIGHT}V${b.y}`
  const side = a.column === 'spine' ? -1 : 1
  const edge = a.column === 'spine' ? a.x : a.x + a.width
  const reach = edge + side * Math.min(20, 9 + (Math.abs(b.y - a.y) / STEP) * 2.5) * 1.3
  return `M${edge} ${out}C${reach} ${out} ${reach} ${into} ${edge} ${into}`
}
