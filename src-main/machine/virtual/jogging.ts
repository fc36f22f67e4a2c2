import { ZERO } from './axes.ts'
import { checkBlock } from './check-block.ts'
import { ERROR } from './error-codes.ts'
import { isAborted, type ControllerMemory, type Firmware } from './firmware.ts'
import { readBlock } from './gcode-block.ts'
import { isOutside, queueMotion } from './queue-motion.ts'

/** `$J=…` (its text from behind the equals sign): moves without touching the modes of the program. */
export function* runJog(memory: ControllerMemory, text: string): Firmware<number | null> {
  const block = readBlock(text)
  if (typeof block === 'number') return block
  const context = { state: memory.parser, offsets: memory.offsets, jog: true }
  const checked = checkBlock(block, context)
  if (typeof checked === 'number') return checked
  // Measured: a jog that names no axis goes to the machine's zero.
  const targetMm = checked.viaTarget ? checked.target : ZERO
  if (memory.settings.get(20) === 1 && isOutside(memory, targetMm)) return ERROR.jogOutOfTravel
  const { feed } = checked.next
  yield* queueMotion(memory, { targetMm, rapid: false, feed, inverseTime: false, fixedFeed: true })
  if (isAborted(memory)) return null
  if (memory.state === 'Idle' && memory.planner.blockCount > 0) {
    memory.state = 'Jog'
    memory.planner.start()
  }
  memory.parser.position = targetMm
  return null
}
