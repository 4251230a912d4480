import type { AggregatorSeen, Wanted } from './facts.ts'
import type { Finding } from './finding.ts'

const check = 'aggregators'

/** Whether each company that sends for ours over HTTPS is there and shares a secret, and whether somebody takes each country. */
export const aggregators = (seen: readonly AggregatorSeen[], { untaken }: Wanted): Finding[] => [
  ...seen.map(judgeOne),
  ...untaken.map(
    ({ channel, country, code }): Finding => ({
      check,
      severity: 'warning',
      value: `${channel} +${code} (${country})`,
      means: [
        `Ninguna ruta lleva los números de ${country}, donde hay una entidad: por ${channel} no les sale nada.`,
        `No route leads the numbers of ${country}, where an entity is: nothing leaves to them by ${channel}.`,
      ],
      todo: [
        `Añada '${code}' u other a routes.${channel} en catalog/company.yaml.`,
        `Add '${code}' or other to routes.${channel} in catalog/company.yaml.`,
      ],
    }),
  ),
]

function judgeOne({ name, host, isExample, takes, hasSecret, answer }: AggregatorSeen): Finding {
  const value = `${name}: ${host} (${takes.join(', ')})`
  if (isExample)
    return {
      check,
      // A rehearsal plays every aggregator; on an account nothing of this leaves.
      severity: answer.kind === 'notAsked' ? 'note' : 'fault',
      value,
      means: [
        'Es el ejemplo del catálogo: ese nombre de dominio está reservado y no existe. En una cuenta no sale nada por aquí.',
        'This is the example of the catalog: that domain name is reserved and does not exist. On an account nothing leaves this way.',
      ],
      todo: [
        'Ponga en aggregators de catalog/company.yaml la dirección de su proveedor y sus precios en catalog/prices, o quite aggregators y routes.',
        'Put the address of your provider into aggregators of catalog/company.yaml and its prices into catalog/prices, or take aggregators and routes out.',
      ],
    }
  if (!hasSecret)
    return {
      check,
      severity: 'fault',
      value,
      means: [
        'La pila desplegada no tiene secreto para este proveedor: no se le puede firmar nada.',
        'The deployed stack has no secret for this provider: nothing can be signed for it.',
      ],
      todo: [
        'Despliegue (npx cdk deploy --all) y entréguele el secreto, o ponga el suyo.',
        'Deploy (npx cdk deploy --all), and hand it the secret, or put in theirs.',
      ],
    }
  if (answer.kind === 'unread')
    return {
      check,
      severity: 'fault',
      value: `${value}: ${answer.why}`,
      means: [
        'Desde aquí no contesta: el nombre no existe, el certificado no sirve o nadie escucha.',
        'It does not answer from here: no such name, no good certificate, or nobody listens.',
      ],
      todo: [
        'Revise con su proveedor la dirección url, y repita desde una red que salga a internet.',
        'Check the address url with your provider, and ask again from a network that reaches the internet.',
      ],
    }
  if (answer.kind === 'notAsked') return { check, severity: 'note', value, means: answer.why }
  if (answer.value >= 500)
    return {
      check,
      severity: 'warning',
      value: `${value}: HTTP ${answer.value}`,
      means: ['Contesta, y dice que está fallando.', 'It answers, and says that it is failing.'],
      todo: ['Pregunte a su proveedor; los mensajes esperan.', 'Ask your provider; messages wait.'],
    }
  return {
    check,
    severity: 'fine',
    value: `${value}: HTTP ${answer.value}`,
    means: ['Contesta por HTTPS y hay un secreto compartido.', 'It answers over HTTPS, and there is a shared secret.'],
  }
}
