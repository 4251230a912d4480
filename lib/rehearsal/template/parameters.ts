import { NotRehearsed } from '../aws-error.ts'
import { invalid, listOf, recordOf, textOf } from './shape.ts'

const known = new Set(['Type', 'Default', 'Description', 'NoEcho', 'AllowedValues', 'ConstraintDescription'])

/**
 * The values of a template's parameters: given, else default. The bootstrap version that CDK writes into every template
 * has no value here, and whoever refers to it is refused; so is any other parameter read from SSM.
 */
export function parameterValues(
  declared: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>()
  for (const name of Object.keys(given))
    if (!(name in declared)) throw invalid(`parameters [${name}] do not exist in the template`)
  for (const [name, declaration] of Object.entries(declared)) {
    const parameter = recordOf(declaration, `the parameter ${name}`)
    const type = textOf(parameter.Type, `the type of the parameter ${name}`)
    if (type.startsWith('AWS::SSM::Parameter::Value')) {
      if (name === 'BootstrapVersion') continue
      throw new NotRehearsed(`the parameter ${name}, which is read from SSM`)
    }
    for (const key of Object.keys(parameter))
      if (!known.has(key)) throw new NotRehearsed(`${key} of the parameter ${name}`)
    const value = given[name] ?? parameter.Default
    if (value === undefined) throw invalid(`parameters [${name}] must have values`)
    const text = String(value)
    if (parameter.AllowedValues !== undefined) {
      const allowed = listOf(parameter.AllowedValues, `the allowed values of ${name}`).map(String)
      if (!allowed.includes(text)) throw invalid(`the parameter ${name} is ${text}; allowed: ${allowed.join(', ')}`)
    }
    values.set(name, read(type, name, text))
  }
  return values
}

function read(type: string, name: string, text: string): unknown {
  switch (type) {
    case 'String':
      return text
    case 'Number':
      if (text.trim() === '' || Number.isNaN(Number(text)))
        throw invalid(`the parameter ${name} is ${text}, not a number`)
      return text
    case 'CommaDelimitedList':
    case 'List<Number>':
      return text.split(',').map((item) => item.trim())
    default:
      throw new NotRehearsed(`the type ${type} of the parameter ${name}`)
  }
}
