import type { Box } from '#core/gcode/path/point-store.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** Machine minus work position: where the work's zero is in machine coordinates; null when unknown. */
export function workZeroOf(snapshot: MachineSnapshot | null): Point3 | null {
  const machine = snapshot?.machinePosition ?? null
  const work = snapshot?.workPosition ?? null
  if (machine === null || work === null) return null
  return {
    xMm: machine.xMm - work.xMm,
    yMm: machine.yMm - work.yMm,
    zMm: machine.zMm - work.zMm,
  }
}

function moved(point: Point3, by: Point3, sign: 1 | -1): Point3 {
  return {
    xMm: point.xMm + sign * by.xMm,
    yMm: point.yMm + sign * by.yMm,
    zMm: point.zMm + sign * by.zMm,
  }
}

/** The machine's room in work coordinates; null while the room or the work's zero is not known. */
export function travelInWork(snapshot: MachineSnapshot | null): Box | null {
  const travel = snapshot?.manual.travel ?? null
  const zero = workZeroOf(snapshot)
  if (travel === null || zero === null) return null
  return { min: moved(travel.min, zero, -1), max: moved(travel.max, zero, -1) }
}

/** Where a box lies outside of another, one entry for each side that sticks out. */
export function sidesOutside(
  inner: Box,
  outer: Box,
): readonly { readonly side: string; readonly byMm: number }[] {
  return (['xMm', 'yMm', 'zMm'] as const).flatMap((axis) => {
    const name = axis.charAt(0).toUpperCase()
    const below = outer.min[axis] - inner.min[axis]
    const above = inner.max[axis] - outer.max[axis]
    return [
      ...(below > 0 ? [{ side: `${name}−`, byMm: below }] : []),
      ...(above > 0 ? [{ side: `${name}+`, byMm: above }] : []),
    ]
  })
}
