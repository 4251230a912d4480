/** The ways a reader may be spoken to; `ustedes` is for the people of a company. Other languages than Spanish have one. */
export const FORMS = ['tu', 'usted', 'vos', 'ustedes'] as const
export type AddressAs = (typeof FORMS)[number]

/** How a reader is spoken to where neither the policy nor the legal entity says. */
export const USUAL: AddressAs = 'usted'
