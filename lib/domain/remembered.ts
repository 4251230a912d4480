/**
 * A pure function that remembers its last answers, at most `most` of them: the same answer always, sooner.
 *
 * When it is full it forgets everything, which costs less than remembering what was asked when.
 */
export function remembered<Asked, Answer>(answer: (asked: Asked) => Answer, most: number): (asked: Asked) => Answer {
  const answers = new Map<Asked, Answer>()
  return (asked) => {
    const known = answers.get(asked)
    if (known !== undefined) return known
    const found = answer(asked)
    if (answers.size >= most) answers.clear()
    answers.set(asked, found)
    return found
  }
}

/** A pure function of something that never changes, which remembers its answer for as long as that thing is in use. */
export function rememberedWith<Asked extends object, Answer extends object>(
  answer: (asked: Asked) => Answer,
): (asked: Asked) => Answer {
  const answers = new WeakMap<Asked, Answer>()
  return (asked) => {
    const known = answers.get(asked)
    if (known !== undefined) return known
    const found = answer(asked)
    answers.set(asked, found)
    return found
  }
}
