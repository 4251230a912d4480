import type { Access, AccessRequest } from '../iam/access.ts'
import { actionsOf, type Names } from '../iam/actions.ts'
import type { Authorise } from './calls.ts'

/** Throws the service's own error unless a principal may do this to that resource, its key included. */
export type Allow = (request: AccessRequest) => void

/** Judges one need once: the policies of a deployed stack do not change. */
export function allowBy(access: Access): Allow {
  const allowed = new Set<string>()
  return (request) => {
    const { principal, action, resource, context } = request
    const who = typeof principal === 'string' ? principal : `${principal.service} for ${principal.sourceArn}`
    const key = `${who} ${action} ${resource}`
    if (context === undefined && allowed.has(key)) return
    access.check(request)
    access.checkEncrypted(request)
    if (context === undefined) allowed.add(key)
  }
}

/** Judges API calls: every permission a call needs, one after the other. */
export const authoriseBy =
  (allow: Allow, names: Names): Authorise =>
  (principal, service, operation, input) => {
    // GetCallerIdentity needs no permission and cannot be denied.
    if (service === 'sts') return
    for (const need of actionsOf(service, operation, input, names)) allow({ principal, ...need })
  }
