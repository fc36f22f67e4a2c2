import { useMemo } from 'react'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** Finer than a controller steps: what differs by less is the same box, drawn from another report. */
const SAME_MM = 0.05

/** A box of the snapshot that stays the same object while its numbers stay the same. */
export function useSteadyBox(
  snapshot: MachineSnapshot | null,
  boxOf: (snapshot: MachineSnapshot | null) => Box | null,
): Box | null {
  const box = boxOf(snapshot)
  const round = (value: number) => Math.round(value / SAME_MM) * SAME_MM
  const key =
    box === null
      ? ''
      : [box.min, box.max].flatMap((at) => [at.xMm, at.yMm, at.zMm].map(round)).join(' ')
  return useMemo(() => {
    if (key === '') return null
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = key.split(' ').map(Number)
    return { min: { xMm: a, yMm: b, zMm: c }, max: { xMm: d, yMm: e, zMm: f } }
  }, [key])
}
