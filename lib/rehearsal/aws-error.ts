/** An error as an AWS service answers it: its code, an HTTP status, and fields such as `CancellationReasons`. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** Thrown for whatever the rehearsal does not implement: it says so by name, it never pretends. */
export class NotRehearsed extends AwsError {
  constructor(what: string) {
    super('NotRehearsed', `the rehearsal does not implement ${what}`, 501)
    this.name = 'NotRehearsed'
  }
}
