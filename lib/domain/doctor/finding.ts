/** How much a finding matters, the mildest first: in order, good to know, will hurt, hurts now. */
export const SEVERITIES = ['fine', 'note', 'warning', 'fault'] as const
export type Severity = (typeof SEVERITIES)[number]

/** One sentence in the languages staff read. */
export type Said = readonly [es: string, en: string]

/** What the doctor looks at, in the order it is told. */
export const CHECKS = [
  ...(['account', 'catalog', 'approvers', 'countries', 'holidays', 'clock', 'alarms'] as const),
  ...(['emailAccess', 'emailQuota', 'identity', 'dkim', 'spf', 'dmarc', 'configurationSet'] as const),
  ...(['textAccess', 'textSpend', 'textSender', 'textApplication', 'whatsapp', 'aggregators'] as const),
  ...(['portfolio', 'journeys', 'functions', 'events', 'dashboards'] as const),
] as const
export type Check = (typeof CHECKS)[number]

/** One thing that was looked at: what was seen, what that means, and what to do unless all is well. */
export interface Finding {
  readonly check: Check
  readonly severity: Severity
  /** What was seen, as it was read. */
  readonly value: string
  readonly means: Said
  readonly todo?: Said
}

/** What one read gave. `unread`: the call failed, by its IAM action where it has one; `notAsked`: there was nothing to ask, for a reason. */
export type Observed<T> =
  | { readonly kind: 'seen'; readonly value: T }
  | { readonly kind: 'unread'; readonly action?: string; readonly why: string }
  | { readonly kind: 'notAsked'; readonly why: Said }

/** The worst severity among findings; `fine` when there are none. */
export const worstOf = (findings: readonly Finding[]): Severity =>
  SEVERITIES.findLast((severity) => findings.some((finding) => finding.severity === severity)) ?? 'fine'

/** Judges what was seen; what could not be read is a warning that names the permission, because nobody knows then. */
export function judged<T>(check: Check, observed: Observed<T>, judge: (value: T) => readonly Finding[]): Finding[] {
  switch (observed.kind) {
    case 'seen':
      return [...judge(observed.value)]
    case 'notAsked':
      return [{ check, severity: 'note', value: '–', means: observed.why }]
    case 'unread': {
      const { action, why } = observed
      const means: Said = ['No se pudo leer, así que no se sabe.', 'It could not be read, so nobody knows.']
      const todo: Said =
        action === undefined
          ? ['Repita desde una red que llegue al DNS público.', 'Ask again from a network that reaches the public DNS.']
          : [
              `Dé a quien pregunta el permiso ${action} (puntual doctor --policy los tiene todos) y repita.`,
              `Give whoever asks the permission ${action} (puntual doctor --policy has them all) and ask again.`,
            ]
      return [{ check, severity: 'warning', value: why, means, todo }]
    }
  }
}
