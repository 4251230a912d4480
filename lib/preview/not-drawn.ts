/** Something in a definition that the local look does not know; it fails the build instead of leaving it out. */
export class NotDrawn extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotDrawn'
  }
}
