import type { EngineState, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** A held job holds the machine too: its spindle may still turn. */
const HOLDS_MACHINE: Readonly<Record<EngineState, boolean>> = {
  disconnected: false,
  probing: false,
  ready: false,
  streaming: true,
  draining: true,
  holding: true,
  held: true,
  toolChange: true,
  aborting: true,
  resetWait: true,
  alarm: false,
  // Nothing is under control then, and closing RMOS changes nothing for the machine.
  fault: false,
}

/** Whether a job holds the machine: the computer must stay awake, and closing RMOS would stop it. */
export function isJobUnderWay(snapshot: MachineSnapshot): boolean {
  return HOLDS_MACHINE[snapshot.engineState]
}
