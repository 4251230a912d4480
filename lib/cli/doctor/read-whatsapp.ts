import {
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  paginateListWhatsAppMessageTemplates,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Facts, WhatsAppTemplate } from '../../domain/doctor/facts.ts'
import { correctionTemplate } from '../../domain/notice-text.ts'
import { layoutIn, speakingsOf, templateIn } from '../../domain/speech.ts'
import { approvalsOf, type WhatsAppTemplate as WhatsAppWords } from '../../domain/whatsapp-text.ts'
import { notAsked, type Reach, reading } from './reading.ts'

/** The templates of the WhatsApp account behind the company's number, beside those that the catalog names. */
export async function readWhatsApp(reach: Reach, catalog: CompiledCatalog): Promise<Facts['whatsapp']> {
  const number = catalog.company.whatsapp?.phoneNumberArn
  if (number === undefined)
    return notAsked('La empresa no envía por WhatsApp.', 'The company sends nothing by WhatsApp.')
  const needed = neededBy(catalog)
  const action =
    'social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber, social-messaging:ListWhatsAppMessageTemplates'
  return reading(action, async () => {
    const client = new SocialMessagingClient(reach)
    const { linkedWhatsAppBusinessAccountId: id } = await client.send(
      new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id: number }),
    )
    if (id === undefined) return { needed, held: [] }
    const held: WhatsAppTemplate[] = []
    for await (const { templates: page = [] } of paginateListWhatsAppMessageTemplates({ client }, { id }))
      for (const { templateName = '', templateLanguage = '', templateStatus = '', templateCategory = '' } of page)
        held.push({
          name: templateName,
          language: templateLanguage,
          status: templateStatus.toUpperCase(),
          category: templateCategory.toUpperCase(),
        })
    return { needed, held }
  })
}

/** The templates that some step, or an apology, may leave as, each once: forms of address have templates of their own. */
function neededBy(catalog: CompiledCatalog): readonly { readonly name: string; readonly language: string }[] {
  const entities = Object.values(catalog.company.entities)
  const needed = Object.values(catalog.policies).flatMap(({ policy }) => {
    const steps = policy.steps.filter(({ channels }) => channels.includes('whatsapp'))
    if (steps.length === 0) return []
    return speakingsOf(policy, entities, catalog.speech).flatMap((as) => {
      const words = layoutIn(catalog, as).words[as.language]
      return [
        ...steps.flatMap(({ template }) => approvals(templateIn(catalog, template, as)?.whatsapp)),
        ...approvals(words && correctionTemplate(words)).slice(0, 1),
      ]
    })
  })
  return [...new Map(needed.map(({ name, language }) => [`${name} ${language}`, { name, language }])).values()]
}

const approvals = (template: WhatsAppWords | undefined) => (template ? approvalsOf(template) : [])
