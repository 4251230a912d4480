/** Control characters break a header in two; the bidirectional ones show an address that is not the one written. */
const forging = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** Whether a value is one line that shows as it is written: no line end, no control and no direction character. */
export const isPlainLine = (value: string): boolean => !forging.test(value)
