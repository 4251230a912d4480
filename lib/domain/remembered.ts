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
