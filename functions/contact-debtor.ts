import { SFNClient } from '@aws-sdk/client-sfn'
import type { SQSEvent } from 'aws-lambda'
import { ASK_AGAIN } from '../lib/aws/asking-again.ts'
import { contacting } from '../lib/aws/contacting.ts'
import { eachOf, observed } from '../lib/aws/observing.ts'
import { answerTask } from '../lib/aws/step-functions.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { AnswerToAcknowledge, ContactRequest, CorrectionOrdered, DecisionContract } from '../lib/contracts/journey.ts'
import { acknowledgeReply } from '../lib/usecases/acknowledge-reply.ts'
import { contactDebtor } from '../lib/usecases/contact-debtor.ts'
import { correctMessage } from '../lib/usecases/correct-message.ts'

const outside = contacting(readCatalog(new URL('./catalog.json', import.meta.url)))
const journeys = new SFNClient(ASK_AGAIN)

export const handler = observed(({ Records }: SQSEvent) =>
  eachOf(
    Records.map(({ messageId: id, body }) => ({ id, body })),
    async ({ body }) => {
      await outside.renew()
      const job: unknown = JSON.parse(body)
      const answer = AnswerToAcknowledge.safeParse(job)
      if (answer.success) return acknowledgeReply(outside, answer.data)
      const ordered = CorrectionOrdered.safeParse(job)
      if (ordered.success) return correctMessage(outside, ordered.data)
      const request = ContactRequest.parse(job)
      const decision = DecisionContract.parse(await contactDebtor(outside, request))
      await answerTask(journeys, request.token, decision)
    },
  ),
)
