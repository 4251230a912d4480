import type { Intake } from '../usecases/record-event.ts'

const nobodySays = (what: string) => () => Promise.reject(new Error(`no source of a town ${what}`))

/** What the intake needs for events that no source of a town sends; it throws when one does. */
export const UNSPOKEN: Pick<Intake, 'watermarks' | 'contacts' | 'nameAnswer'> = {
  watermarks: {
    covering: async () => [],
    watermark: nobodySays('declares a period complete'),
    totals: nobodySays('declares a period complete'),
    save: nobodySays('declares a period complete'),
  },
  /** No answer in a town comes with an id of Meta. */
  nameAnswer: (reply) => reply,
  contacts: { note: nobodySays('tells of contacts that people made') },
}
