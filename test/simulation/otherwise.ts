/** A port that does some things otherwise. */
export function otherwise<Port extends object>(port: Port, changed: Partial<Port>): Port {
  return new Proxy(port, {
    get(_, method) {
      const changes: unknown = Reflect.get(changed, method)
      if (typeof changes === 'function') return changes
      const own: unknown = Reflect.get(port, method)
      return typeof own === 'function' ? (...given: unknown[]) => Reflect.apply(own, port, given) : own
    },
  })
}
