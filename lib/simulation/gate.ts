/** Lets one call of a port happen, or not; `port` and `method` say which. */
export type Gate = <Answer>(port: string, method: string, effect: () => Promise<Answer>) => Promise<Answer>

/** A port each of whose calls asks the gate first. */
export function gated<Port extends object>(name: string, port: Port, gate: Gate): Port {
  if (gate === OPEN) return port
  return new Proxy(port, {
    get(target, method) {
      const own: unknown = Reflect.get(target, method)
      if (typeof own !== 'function') return own
      return (...given: unknown[]) => gate(name, String(method), () => Reflect.apply(own, target, given))
    },
  })
}

/** Lets everything happen at once. */
export const OPEN: Gate = (_port, _method, effect) => effect()
