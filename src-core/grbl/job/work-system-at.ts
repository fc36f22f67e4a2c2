import { WORK_SYSTEMS, type WorkSystem } from '../manual/axes.ts'
import type { PreparedProgram } from '../prepared-program.ts'

const CODE = { g: 71, five: 53, four: 52, nine: 57, zero: 48, point: 46 } as const

/** Whether a byte would go on with the number before it: `G540` and `G54.1` are no work zeros. */
function continuesNumber(byte: number | undefined): boolean {
  return byte !== undefined && (byte === CODE.point || (byte >= CODE.zero && byte <= CODE.nine))
}

/**
 * The work zero a program has chosen by its first `lineCount` lines (those the controller has read), the
 * last of G54 to G59 in them; null when they choose none. Reads the bytes from the end, so it is quick
 * where a program chooses late, and 60 MB that never choose take a few hundredths of a second.
 */
export function workSystemAt(
  { bytes, offsets }: PreparedProgram,
  lineCount: number,
): WorkSystem | null {
  const end = offsets[lineCount] ?? bytes.length
  for (let at = end - 3; at >= 0; at -= 1) {
    if (bytes[at] !== CODE.g || bytes[at + 1] !== CODE.five) continue
    const digit = bytes[at + 2] ?? 0
    if (digit < CODE.four || digit > CODE.nine || continuesNumber(bytes[at + 3])) continue
    return WORK_SYSTEMS[digit - CODE.four] ?? null
  }
  return null
}
