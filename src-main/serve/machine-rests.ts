import type { EngineState, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** The engine's states in which it orders no motion and knows of none. */
const RESTING: readonly EngineState[] = ['disconnected', 'ready', 'alarm']
/** The controller's own words for the same; null is a controller that has not spoken. */
const STILL = /^(Idle|Check|Sleep|Alarm)/

/** True when no job is on the machine, nothing moves and the spindle is off. Doubt is motion. */
export function machineRests(snapshot: MachineSnapshot): boolean {
  const { engineState, controllerState, job, spindleOn } = snapshot
  if (!RESTING.includes(engineState) || (job !== null && job.outcome === null)) return false
  if (engineState === 'disconnected') return true
  return controllerState !== null && STILL.test(controllerState) && spindleOn !== true
}
