/** Name of the bus, fixed: upstream systems and the policy of the key know it by this. */
export const BUS_NAME = 'puntual'

/** What our own events say they come from; the intake leaves them out. */
export const OWN_SOURCE = 'puntual'

/** Namespace of the metrics that functions count in. */
export const METRICS = 'Puntual'
