import type { FixedToolSensor } from '#core/grbl/job/measure-tool.ts'
import type { ManualSnapshot } from '#core/grbl/manual/manual-snapshot.ts'
import type { Machine } from '#core/library/machine.schema.ts'

/** A router's spindle is at speed after this where no record of the machine says it, s. */
const USUAL_SPIN_UP_SECONDS = 5
/** Travels that differ by less belong to the same machine, mm. */
const SAME_TRAVEL_MM = 1

/**
 * The library's record of the machine a program is sent to: the one the run was made for; for a program
 * from elsewhere the only one whose travel is the controller's. Null when neither is there.
 */
export function machineRecord(
  machines: readonly Machine[],
  machineId: string | null,
  travel: ManualSnapshot['travel'],
): Machine | null {
  const named = machines.find(({ id }) => id === machineId)
  if (named !== undefined) return named
  if (travel === null) return null
  const { min, max } = travel
  const fits = machines.filter(
    ({ travelMm: { x, y, z } }) =>
      Math.abs(max.xMm - min.xMm - x) < SAME_TRAVEL_MM &&
      Math.abs(max.yMm - min.yMm - y) < SAME_TRAVEL_MM &&
      Math.abs(max.zMm - min.zMm - z) < SAME_TRAVEL_MM,
  )
  return fits.length === 1 ? (fits[0] ?? null) : null
}

/** Seconds until the spindle of the machine is at speed. */
export function spinUpSecondsOf(machine: Machine | null): number {
  return machine?.spindle.spinUpSeconds ?? USUAL_SPIN_UP_SECONDS
}

/** The machine's fixed tool sensor; null unless all of its place is set. */
export function toolSensorOf(machine: Machine | null): FixedToolSensor | null {
  const { toolSensorXMm: x, toolSensorYMm: y, toolSensorStartZMm: z } = machine ?? {}
  if (x == null || y == null || z == null) return null
  return { xMm: x, yMm: y, startZMm: z }
}
