/** A mistake of the person at the keyboard: shown as one sentence, without a stack. */
export class UserError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UserError'
  }
}
