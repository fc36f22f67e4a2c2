import type { ActiveJob, Session } from '../session/session-types.ts'

/** Whether the next tool is measured on the fixed sensor: only against one that was, on a homed machine. */
export function mayMeasure({ manual }: Session, { order, toolContactZMm }: ActiveJob): boolean {
  return (order.travel.sensor ?? null) !== null && manual.homed && toolContactZMm !== null
}
