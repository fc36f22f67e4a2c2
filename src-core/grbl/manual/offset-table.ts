import type { Point3 } from '../../geometry/point.ts'
import type { GrblResponse } from '../parse-response.ts'
import { WORK_SYSTEMS, type WorkSystem } from './axes.ts'
import type { OffsetTable } from './manual-snapshot.ts'

/**
 * Puts the answer of `$#` together; null unless every work system, G28, G30 and G92 was told, so
 * that a damaged line never looks like an offset of zero. A controller without tool length
 * offsets tells none: 0 then.
 */
export function offsetsFromPushes(heard: readonly GrblResponse[]): OffsetTable | null {
  const places = new Map<string, Point3>()
  let toolLengthOffsetMm = 0
  for (const response of heard) {
    if (response.kind === 'offset') places.set(response.name, response.position)
    if (response.kind === 'toolLengthOffset') toolLengthOffsetMm = response.lengthMm
  }
  const g28 = places.get('G28')
  const g30 = places.get('G30')
  const g92 = places.get('G92')
  const systems: Partial<Record<WorkSystem, Point3>> = {}
  for (const system of WORK_SYSTEMS) {
    const place = places.get(system)
    if (place === undefined) return null
    systems[system] = place
  }
  if (g28 === undefined || g30 === undefined || g92 === undefined) return null
  const all = systems as Readonly<Record<WorkSystem, Point3>>
  return { systems: all, g28, g30, g92, toolLengthOffsetMm }
}

/**
 * The offset a work system must have for a machine position to read as given:
 * `WPos = MPos - WCS - G92 - TLO(Z)`, so `WCS = MPos - G92 - TLO(Z) - WPos` (GRBL 1.1 gcode.c).
 */
export function offsetFor(
  machineMm: number,
  readsMm: number,
  axis: 'xMm' | 'yMm' | 'zMm',
  table: OffsetTable,
): number {
  const toolLengthMm = axis === 'zMm' ? table.toolLengthOffsetMm : 0
  return machineMm - table.g92[axis] - toolLengthMm - readsMm
}

/** True when G92 shifts every work system. */
export function isShifted({ g92 }: OffsetTable): boolean {
  return g92.xMm !== 0 || g92.yMm !== 0 || g92.zMm !== 0
}
