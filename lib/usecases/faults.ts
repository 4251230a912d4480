/** An event that is well formed and still cannot be accepted: it goes to quarantine with this reason. */
export class RefusedFact extends Error {
  readonly path: string
  readonly value: string

  constructor(path: string, value: string, allowed: string) {
    super(allowed)
    this.name = 'RefusedFact'
    this.path = path
    this.value = value
  }
}

/** Somebody else was faster again and again: the queue delivers the message once more. */
export class TransientFault extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options)
    this.name = 'TransientFault'
  }
}
