import type { Company } from '../contracts/company.ts'
import type { MessageLayout } from '../domain/message-text.ts'
import { composeReceived } from '../domain/received-text.ts'
import { beyondGsm7 } from '../domain/sms-text.ts'
import { type Mistake, shown } from './catalog-error.ts'

/** The words of an acknowledgement, which name nothing of any invoice. */
export const isReceived = (word: string): boolean => word.startsWith('received')

/** Composes the text that acknowledges an answer in the name of each entity: one that costs two parts is a mistake. */
export const checkReceived = (words: MessageLayout['words'], { entities }: Company): readonly Mistake[] =>
  Object.entries(words).flatMap(([language, said]) =>
    Object.values(entities).flatMap((entity) => {
      const { sms, size } = composeReceived({ words: said, language, entity })
      const strange = beyondGsm7(sms)
      const mistake = (allowed: string, mend: string): Mistake[] => [
        {
          ...{ file: `templates/layout.${language}.yaml`, line: 1, column: 1 },
          ...{ path: 'receivedSms', given: shown(sms), allowed, mend },
        },
      ]
      if (strange.length > 0)
        return mistake(`the letters of GSM-7, in which ${strange.join(' ')} cannot be written`, 'write it plainly')
      if (size.parts > 1)
        return mistake(`160 characters; this has ${size.septets}`, 'shorten it: each part is paid for')
      return []
    }),
  )
