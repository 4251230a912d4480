import type { WhatsAppTemplates } from './facts.ts'
import type { Finding } from './finding.ts'

/** Whether each WhatsApp template that the catalog names is held, approved and still a utility template. */
export function whatsapp({ needed, held }: WhatsAppTemplates): Finding[] {
  const check = 'whatsapp'
  const wrong = needed.flatMap(({ name, language }): Finding[] => {
    const value = `${name} (${language})`
    const template = held.find((one) => one.name === name && one.language === language)
    if (template === undefined)
      return [
        {
          check,
          severity: 'fault',
          value,
          means: [
            'Meta no tiene esta plantilla: esos mensajes salen por otro canal o no salen.',
            'Meta does not hold this template: those messages leave another way, or not at all.',
          ],
          todo: [
            'Envíela a aprobación como "utility" y espere el resultado.',
            'Submit it as "utility" and wait for the answer.',
          ],
        },
      ]
    const { status, category } = template
    if (status !== 'APPROVED')
      return [
        {
          check,
          severity: status === 'PENDING' ? 'warning' : 'fault',
          value: `${value}: ${status}`,
          means: ['Meta no deja usar esta plantilla.', 'Meta does not let this template be used.'],
          todo:
            status === 'PENDING'
              ? [
                  'Espere la aprobación: suele tardar menos de un día.',
                  'Wait for the approval: mostly less than a day.',
                ]
              : [
                  'Lea el motivo en WhatsApp Manager, corrija el texto y envíela de nuevo con otro nombre.',
                  'Read the reason in WhatsApp Manager, correct the text and submit it again under another name.',
                ],
        },
      ]
    if (category !== 'UTILITY')
      return [
        {
          check,
          severity: 'warning',
          value: `${value}: ${category}`,
          means: [
            'Meta la cambió de categoría: cuesta más y la limitan como publicidad.',
            'Meta changed its category: it costs more and is limited like advertising.',
          ],
          todo: [
            'Pida la revisión en WhatsApp Manager, o quite lo que suene a oferta y envíela con otro nombre.',
            'Ask for a review in WhatsApp Manager, or take out whatever sounds like an offer and submit it under another name.',
          ],
        },
      ]
    return []
  })
  if (wrong.length > 0) return wrong
  return [
    {
      check,
      severity: 'fine',
      value: `${needed.length}`,
      means: ['Todas las plantillas están aprobadas como utility.', 'All templates are approved as utility.'],
    },
  ]
}
