import { linearOfHex, nearestColour, okLabDistanceSquared, okLabOf } from '#core/pattern/colour.ts'
import { STANDARD_VENEERS } from '#core/pattern/standard-veneers.ts'

const STANDARDS = Object.values(STANDARD_VENEERS).map(({ name, colour }) => ({
  name,
  lab: okLabOf(linearOfHex(colour)),
}))
const STANDARD_LABS = STANDARDS.map(({ lab }) => lab)
/** Colours farther apart than this are not called the same by anybody (OKLab, squared). */
const ALIKE = 0.15 ** 2

/**
 * Names for colours found in a picture: the standard veneer that looks most like each, a number where none
 * does, and a number behind a name that comes again.
 */
export function veneerNames(
  colours: readonly string[],
  numbered: (number: number) => string,
): readonly string[] {
  const used = new Map<string, number>()
  return colours.map((colour, index) => {
    const lab = okLabOf(linearOfHex(colour))
    const standard = STANDARDS[nearestColour(STANDARD_LABS, lab)]
    if (standard === undefined || okLabDistanceSquared(standard.lab, lab) > ALIKE) {
      return numbered(index + 1)
    }
    const times = (used.get(standard.name) ?? 0) + 1
    used.set(standard.name, times)
    return times === 1 ? standard.name : `${standard.name} ${String(times)}`
  })
}
