/** What the rehearsal uses of dynalite: its request schemas, its checks and its expression grammars. */
declare module 'dynalite/validations/index.js' {
  /** A request schema in dynalite's notation; `T` is the shape that `checkTypes` gives back. */
  interface Schema<T> {
    readonly ' gives'?: T
    readonly [parameter: string]: unknown
  }
  interface Validations {
    /** Copies what the schema names and drops the rest; throws SerializationException. */
    checkTypes<T>(data: object, schema: Schema<T>): T
    /** Lengths, patterns, enumerations, required members; throws ValidationException. */
    checkValidations(data: unknown, schema: Schema<unknown>, custom: undefined, store: undefined): void
    /** Says what is wrong with a value, and rewrites its numbers in plain decimal notation. */
    validateAttributeValue(value: object): string | undefined
    validateExpressionParams(data: object, expressions: string[], others: string[]): string | undefined
    /** Parses every expression of a request into `_condition`, `_updates` and so on, or says what is wrong. */
    validateExpressions(data: object): string | undefined
    /** Turns a parsed key condition into conditions by attribute, or says what is wrong; changes the tree it is given. */
    convertKeyCondition(expression: unknown): string | object
    /** Says what is wrong with the number or the types of the operands of conditions by attribute. */
    validateConditions(conditions: object): string | undefined
  }
  const validations: Validations

  export { type Schema }
  export default validations
}

declare module 'dynalite/validations/*' {
  /** One operation's request schema. */
  const operation: { readonly types: Readonly<Record<string, unknown>> }
  export default operation
}
