import { NotRehearsed } from '../aws-error.ts'
import { invalid, recordOf, textOf } from './shape.ts'

const placeholder = /\$\{([A-Za-z0-9_]+)\}/g

/** Writes a state machine's DefinitionSubstitutions into its DefinitionString; a placeholder without a value is refused. */
export function substituteDefinition(
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { DefinitionString, DefinitionSubstitutions, ...rest } = properties
  for (const key of ['Definition', 'DefinitionS3Location'])
    if (key in rest) throw new NotRehearsed(`${key} of AWS::StepFunctions::StateMachine (logical id ${logicalId})`)
  const values = recordOf(DefinitionSubstitutions ?? {}, `the substitutions of ${logicalId}`)
  const text = textOf(DefinitionString, `the definition of ${logicalId}`)
  const definition = text.replace(placeholder, (written, name: string) => {
    const value = values[name]
    if (value === undefined)
      throw invalid(`the definition of ${logicalId} names ${written}, which no substitution gives`)
    if (typeof value === 'object')
      throw invalid(`the substitution ${name} of ${logicalId} must be a string, number or boolean`)
    return String(value)
  })
  return { ...rest, DefinitionString: definition }
}
