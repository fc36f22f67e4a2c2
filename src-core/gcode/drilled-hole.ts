import type { Motion } from './machine-event.ts'
import type { AxisValues } from './modal-state.ts'
import { placeOf, type PlainStep } from './plain-course.ts'

/** The bit of Z among the axes of a plain move. */
const Z_ALONE = 4
/** Two places this close along an axis are one, mm. */
const SAME_PLACE_MM = 1e-6

function near(a: number | null, b: number | null): boolean {
  return a !== null && b !== null && Math.abs(a - b) < SAME_PLACE_MM
}

/**
 * Remembers how deep the tool has fed straight down where it stands, so that a rapid back down the same
 * hole, as between two pecks, is known for what it is. Any motion sideways forgets it.
 */
export class DrilledHole {
  private at: AxisValues | null = null

  /** Takes the next motion into account. */
  take({ motion, axes, to }: Pick<Motion, 'motion' | 'axes' | 'to'>): void {
    if (axes !== 'Z') {
      const still = this.at !== null && near(this.at.X, to.X) && near(this.at.Y, to.Y)
      if (!still) this.at = null
      return
    }
    if (motion !== 'line' || to.Z === null) return
    if (this.at?.Z == null || to.Z < this.at.Z) this.at = to
  }

  /** The same of a plain move. */
  step({ isRapid, axes, toMm }: PlainStep): void {
    if (axes !== Z_ALONE && this.at === null) return
    const motion = isRapid ? 'rapid' : 'line'
    this.take({ motion, axes: axes === Z_ALONE ? 'Z' : 'XY', to: placeOf(toMm) })
  }

  /** True when the place lies in the hole, no deeper than it has been drilled. */
  isOpenTo(to: AxisValues): boolean {
    const { at } = this
    if (at?.Z == null || to.Z === null || !near(at.X, to.X) || !near(at.Y, to.Y)) return false
    return to.Z >= at.Z - SAME_PLACE_MM
  }
}
