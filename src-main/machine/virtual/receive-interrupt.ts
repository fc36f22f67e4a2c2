import { resetController, type ControllerMemory } from './firmware.ts'
import { OVERRIDE_BYTES } from './overrides.ts'

/** The receive interrupt: realtime bytes are taken out wherever they stand, the others kept. */
export function serveInterrupt(memory: ControllerMemory, byte: number): void {
  const { flags, ring } = memory
  if (byte >= 0x80) serveExtended(memory, byte)
  else if (byte === 0x18) resetController(memory)
  else if (byte === 0x3f) flags.status = true
  else if (byte === 0x7e) flags.cycleStart = true
  else if (byte === 0x21) flags.feedHold = true
  else ring.put(byte)
}

function serveExtended(memory: ControllerMemory, byte: number): void {
  const { flags, state, profile } = memory
  if (byte === 0x84) flags.door = true
  else if (byte === 0x85) flags.jogCancel ||= state === 'Jog'
  else if (OVERRIDE_BYTES.has(byte)) flags.overrides.add(byte)
  else if (profile.hasFullReport) serveHal(memory, byte)
}

/** grblHAL's additions: alternates of the printable ones, the full report, tool changed. */
function serveHal({ flags }: ControllerMemory, byte: number): void {
  if (byte === 0x80) flags.status = true
  else if (byte === 0x81 || byte === 0xa3) flags.cycleStart = true
  else if (byte === 0x82) flags.feedHold = true
  else if (byte === 0x87) flags.fullStatus = true
}
