import type { VirtualFault } from './faults.ts'
import { resetController, type ControllerMemory } from './firmware.ts'

/** Switches and buttons of the machine: what their closing does. */
export function strikeInput(memory: ControllerMemory, kind: VirtualFault['kind']): void {
  if (kind === 'limit') {
    resetController(memory)
    memory.planner.clear()
    memory.flags.alarm = 1
  } else if (kind === 'door') {
    memory.door.open = true
    memory.flags.door = true
  } else if (kind === 'cycle-start') memory.flags.cycleStart = true
  else if (kind === 'feed-hold') memory.flags.feedHold = true
  else if (kind === 'probe-open') memory.probe.stuck = 'open'
  else if (kind === 'probe-closed' || kind === 'probe-touch') memory.probe.stuck = 'closed'
}
