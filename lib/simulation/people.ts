import { DAY, HOUR, MINUTE } from '../domain/time.ts'
import type { Task } from '../ports.ts'
import type { Agenda } from './agenda.ts'
import { bodyOf, type Script, word } from './script.ts'
import { drawnFor } from './seeded.ts'

/** What people need to know of the town they work for. */
interface Employed {
  readonly script: Script
  readonly agenda: Agenda
  /** Gives a message to the intake. */
  readonly tell: (name: string, body: string) => void
}

/**
 * The people who are asked whether a message may leave: most say yes, some no, some both or twice, and some never answer.
 * The same question of the same town gets the same answers.
 */
export class People {
  readonly #town: Employed

  constructor(town: Employed) {
    this.#town = town
  }

  /** A task was opened; what is asked here is answered some time later. */
  readonly asked = ({ id, kind, invoice }: Task): void => {
    if (kind !== 'approve' || invoice === undefined) return
    const { script, agenda, tell } = this.#town
    const chance = drawnFor(script.seed, id)
    const approval = id.slice(id.lastIndexOf('/') + 1)
    const manner = chance.int(0, 9)
    const says =
      manner < 5
        ? ['Given']
        : manner < 6
          ? ['Given', 'Declined']
          : manner < 7
            ? ['Declined', 'Given']
            : manner < 8
              ? ['Declined']
              : []
    let at = agenda.now() + chance.int(0, 20) * (chance.int(0, 1) === 0 ? MINUTE : 8 * HOUR)
    for (const [index, what] of says.entries()) {
      at += index * chance.int(0, 2 * DAY)
      const said = {
        invoice,
        approval,
        author: 'carla',
        ...(what === 'Declined' && { reason: 'habla con el gerente' }),
      }
      const answer = word(`Approval${what === 'Given' ? 'Given' : 'Declined'}`, `answer to ${id} ${index}`, at, said)
      const times = chance.int(0, 4) === 0 ? 2 : 1
      for (let time = 0; time < times; time++)
        agenda.plan(at + time * HOUR, () => {
          tell(`record ${answer.id} ${time}`, bodyOf(answer))
          return undefined
        })
    }
  }
}
