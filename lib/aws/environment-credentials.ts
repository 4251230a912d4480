import { required } from './environment.ts'

interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/**
 * The credentials of the function's role, as Lambda puts them into its environment.
 *
 * Takes the place of the SDK's own chain of providers in the bundles: that chain looks for files, single sign-on and
 * metadata services, which a function does not have, and is about 130 KB of every bundle. An error names what is missing.
 */
export const defaultProvider = () => async (): Promise<Credentials> => ({
  accessKeyId: required('AWS_ACCESS_KEY_ID'),
  secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
  sessionToken: required('AWS_SESSION_TOKEN'),
})
