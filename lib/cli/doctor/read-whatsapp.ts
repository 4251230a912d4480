import {
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  paginateListWhatsAppMessageTemplates,
  SocialMessagingClient,
} from '@aws-sdk/client-socialmessaging'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Facts, WhatsAppTemplate } from '../../domain/doctor/facts.ts'
import { notAsked, type Reach, reading } from './reading.ts'

/** The templates of the WhatsApp account behind the company's number, beside those that the catalog names. */
export async function readWhatsApp(
  reach: Reach,
  { company, templates }: Pick<CompiledCatalog, 'company' | 'templates'>,
): Promise<Facts['whatsapp']> {
  const number = company.whatsapp?.phoneNumberArn
  if (number === undefined)
    return notAsked('La empresa no envía por WhatsApp.', 'The company sends nothing by WhatsApp.')
  const needed = Object.values(templates)
    .flatMap((languages) => Object.values(languages))
    .flatMap(({ whatsapp }) => whatsapp ?? [])
    // Each message has neutral words too, which are a template of their own.
    .flatMap(({ name, language }) => [
      { name, language },
      { name: `${name}_neutral`, language },
    ])
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
