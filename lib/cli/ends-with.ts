/** Ends a command that has said all there is to say, with an exit code of its own. */
export class EndsWith extends Error {
  readonly code: number

  constructor(code: number) {
    super(`the command ends with ${code}`)
    this.name = 'EndsWith'
    this.code = code
  }
}
