import type { JogDirection } from '#core/grbl/manual/manual-request.ts'

/** The shoulder button that must be held: a stick alone moves nothing. */
const DEAD_MAN_BUTTON = 4
const DEAD_ZONE = 0.3

/** What of a game pad is looked at. */
export interface PadReading {
  readonly axes: readonly number[]
  readonly buttons: readonly { readonly pressed: boolean }[]
}

/** A stick is left, in the middle or right: half-way would creep for ever. */
function turned(value: number | undefined): number {
  if (value === undefined || Math.abs(value) < DEAD_ZONE) return 0
  return Math.sign(value)
}

/** Where a pad wants to go; null while its dead-man button is up or no stick is turned. */
export function padDirection(pad: PadReading): JogDirection | null {
  if (pad.buttons[DEAD_MAN_BUTTON]?.pressed !== true) return null
  const direction = {
    x: turned(pad.axes[0]),
    // sticks count downwards; adding nothing turns a negative zero into zero
    y: 0 - turned(pad.axes[1]),
    z: 0 - turned(pad.axes[3]),
  }
  return direction.x === 0 && direction.y === 0 && direction.z === 0 ? null : direction
}
