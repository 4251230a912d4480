import type { Intake } from '../usecases/record-event.ts'

const nobodySays = (what: string) => () => Promise.reject(new Error(`no source of a town ${what}`))

/** What the intake needs for events that no source of a town sends; it throws when one does. */
export const UNSPOKEN: Pick<Intake, 'watermarks' | 'contacts'> = {
  watermarks: {
    covering: async () => [],
    watermark: nobodySays('declares a period complete'),
    totals: nobodySays('declares a period complete'),
    save: nobodySays('declares a period complete'),
  },
  contacts: { note: nobodySays('tells of contacts that people made') },
}
