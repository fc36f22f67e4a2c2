import { arcChords } from './arc-geometry.ts'
import { eachAxis, ZERO } from './axes.ts'
import { checkBlock, type CheckedBlock } from './check-block.ts'
import {
  isAborted,
  print,
  setFlood,
  setSpindle,
  stall,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import { realsImage, writeEeprom } from './eeprom.ts'
import { readBlock } from './gcode-block.ts'
import { laserUse, type LaserUse } from './laser.ts'
import { initialParserState } from './parser-state.ts'
import { runProbe } from './probing.ts'
import { queueMotion } from './queue-motion.ts'
import { executeRealtime, synchronizeMotion, synchronizeSpindle } from './realtime-program.ts'

/** Dwell is counted in steps of this, during which realtime bytes are served. */
const DWELL_STEP_MS = 50

/** Runs one g-code line; null when it is answered with `ok`, else its error code. */
export function* runGcodeLine(memory: ControllerMemory, line: string): Firmware<number | null> {
  const block = readBlock(line, memory.profile.changesTools)
  if (typeof block === 'number') return block
  const context = { state: memory.parser, offsets: memory.offsets, jog: false }
  const checked = checkBlock(block, context)
  if (typeof checked === 'number') return checked
  const laser = laserUse(memory, checked)
  yield* switchAccessories(memory, checked, laser)
  if (block.toolChange) yield* changeTool(memory)
  if (block.nonModal === 'G4') yield* dwell(memory, checked.dwellSeconds)
  yield* applyModes(memory, checked)
  const spindle = { state: memory.parser.spindle, rpm: laser.motionRpm }
  yield* runNonModal(memory, checked, spindle)
  yield* runMotion(memory, checked, spindle)
  yield* runFlow(memory, checked)
  return null
}

/** A change of spindle or coolant waits until everything before it is cut. */
function* switchAccessories(
  memory: ControllerMemory,
  { next }: CheckedBlock,
  laser: LaserUse,
): Firmware {
  const { parser } = memory
  parser.feedMode = next.feedMode
  parser.feed = next.feed
  parser.tool = next.tool
  const rpm = laser.motionRpm
  if (parser.spindleRpm !== next.spindleRpm || laser.setsAnew) {
    if (parser.spindle !== 'M5' && !laser.movesOn) {
      yield* synchronizeSpindle(memory, { state: parser.spindle, rpm })
    }
    parser.spindleRpm = next.spindleRpm
  }
  if (parser.spindle !== next.spindle) {
    yield* synchronizeSpindle(memory, { state: next.spindle, rpm })
    parser.spindle = next.spindle
  }
  if (parser.flood !== next.flood) {
    if (memory.state !== 'Check') {
      yield* synchronizeMotion(memory)
      if (!isAborted(memory)) setFlood(memory, next.flood)
    }
    parser.flood = next.flood
  }
}

/** M6 where it is known: everything before it is cut, then the machine waits for a cycle start. */
function* changeTool(memory: ControllerMemory): Firmware {
  yield* synchronizeMotion(memory)
  if (isAborted(memory) || memory.state === 'Check') return
  memory.state = 'Tool'
  memory.flags.toolChanged = false
  while (!isToolChanged(memory) && !isAborted(memory)) {
    yield
    yield* executeRealtime(memory)
  }
  if (isToolChanged(memory)) memory.state = 'Idle'
}

function isToolChanged(memory: ControllerMemory): boolean {
  return memory.flags.toolChanged
}

function* dwell(memory: ControllerMemory, seconds: number): Firmware {
  if (memory.state === 'Check' || isAborted(memory)) return
  yield* synchronizeMotion(memory)
  const steps = Math.ceil(Math.fround((1000 / DWELL_STEP_MS) * seconds))
  for (let step = 0; step < steps && !isAborted(memory); step += 1) {
    yield* executeRealtime(memory)
    yield* stall(memory, DWELL_STEP_MS)
  }
}

/** Takes over the modes; a change of offset waits until everything before it is cut. */
function* applyModes(memory: ControllerMemory, { block, next }: CheckedBlock): Firmware {
  const { parser } = memory
  parser.plane = next.plane
  parser.units = next.units
  if (block.axisCommand === 'toolLength' && parser.toolLengthMm !== next.toolLengthMm) {
    parser.toolLengthMm = next.toolLengthMm
    yield* offsetChanged(memory)
  }
  if (parser.coordinateSystem !== next.coordinateSystem) {
    parser.coordinateSystem = next.coordinateSystem
    yield* offsetChanged(memory)
  }
  parser.distance = next.distance
}

function* offsetChanged(memory: ControllerMemory): Firmware {
  yield* synchronizeMotion(memory)
  memory.wcoCountdown = 0
}

function* runNonModal(
  memory: ControllerMemory,
  checked: CheckedBlock,
  spindle: ProgrammedSpindle,
): Firmware {
  const { nonModal } = checked.block
  if (nonModal === 'G10') yield* storeSystemOffset(memory, checked)
  else if (nonModal === 'G28' || nonModal === 'G30') yield* goToStored(memory, checked, spindle)
  else if (nonModal === 'G28.1' || nonModal === 'G30.1') yield* storePosition(memory, nonModal)
  else if (nonModal === 'G92' || nonModal === 'G92.1') {
    memory.parser.g92 = nonModal === 'G92' ? checked.next.g92 : ZERO
    yield* offsetChanged(memory)
  }
}

function* storeSystemOffset(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  if (checked.systemOffset === null) return
  const { index, offset } = checked.systemOffset
  yield* synchronizeMotion(memory)
  const before = realsImage(memory.offsets.systems[index] ?? ZERO)
  memory.offsets.systems[index] = offset
  yield* writeEeprom(memory, before, realsImage(offset))
  if (index === memory.parser.coordinateSystem) yield* offsetChanged(memory)
}

function* goToStored(
  memory: ControllerMemory,
  checked: CheckedBlock,
  spindle: ProgrammedSpindle,
): Firmware {
  const { block, target } = checked
  const stored = block.nonModal === 'G28' ? memory.offsets.g28 : memory.offsets.g30
  const rapid = { rapid: true, feed: 0, inverseTime: false, spindle }
  const goal = checked.viaTarget
    ? eachAxis((axis) =>
        block.values.has('XYZ'[axis] ?? '') ? stored[axis] : memory.parser.position[axis],
      )
    : stored
  if (checked.viaTarget) yield* queueMotion(memory, { ...rapid, targetMm: target })
  yield* queueMotion(memory, { ...rapid, targetMm: goal })
  memory.parser.position = goal
}

function* storePosition(memory: ControllerMemory, code: 'G28.1' | 'G30.1'): Firmware {
  const place = code === 'G28.1' ? 'g28' : 'g30'
  const { position } = memory.parser
  yield* synchronizeMotion(memory)
  const before = realsImage(memory.offsets[place])
  memory.offsets[place] = position
  yield* writeEeprom(memory, before, realsImage(position))
}

function* runMotion(
  memory: ControllerMemory,
  checked: CheckedBlock,
  spindle: ProgrammedSpindle,
): Firmware {
  const { motion, target } = checked
  const { parser } = memory
  parser.motion = checked.next.motion
  if (motion === null) return
  const { feed } = parser
  const inverseTime = parser.feedMode === 93
  if (motion.startsWith('G38')) {
    yield* runProbe(memory, { targetMm: target, feed, inverseTime, motion, spindle })
    return
  }
  if (checked.arc === null) {
    const rapid = motion === 'G0'
    yield* queueMotion(memory, {
      targetMm: target,
      rapid,
      feed,
      inverseTime: inverseTime && !rapid,
      spindle,
    })
  } else {
    yield* runArc(memory, checked, spindle)
  }
  // The parser runs ahead of the tool; after an abort the reset sets it right.
  parser.position = target
}

function* runArc(
  memory: ControllerMemory,
  { arc, target }: CheckedBlock,
  spindle: ProgrammedSpindle,
): Firmware {
  const { parser, settings } = memory
  if (arc === null) return
  const points = arcChords(parser.position, target, arc, settings.get(12))
  // Inverse time on an arc: the firmware multiplies F by the chords and takes that for mm/min.
  const inverse = parser.feedMode === 93
  const inChords = inverse && points.length > 1
  const feed = inChords ? parser.feed * points.length : parser.feed
  for (const targetMm of points) {
    yield* queueMotion(memory, {
      targetMm,
      rapid: false,
      feed,
      inverseTime: inverse && !inChords,
      spindle,
    })
    if (isAborted(memory)) return
  }
}

function* runFlow(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  const { flow } = checked.block
  if (flow === null || flow === 'M1') return
  yield* synchronizeMotion(memory)
  if (isAborted(memory)) return
  if (flow === 'M0') {
    if (memory.state === 'Check') return
    memory.flags.feedHold = true
    yield* executeRealtime(memory)
    return
  }
  endProgram(memory)
}

/** M2 and M30: modes go back to their start, units, feed and speed stay. */
function endProgram(memory: ControllerMemory): void {
  const { parser } = memory
  const fresh = initialParserState(parser.position)
  memory.parser = {
    ...fresh,
    motion: 'G1',
    units: parser.units,
    feed: parser.feed,
    spindleRpm: parser.spindleRpm,
    g92: parser.g92,
    toolLengthMm: parser.toolLengthMm,
  }
  memory.overrides = { feed: 100, rapid: 100, spindle: 100 }
  memory.planner.setOverrides(100, 100)
  if (memory.state !== 'Check') {
    memory.wcoCountdown = 0
    setSpindle(memory, 'M5', 0)
    setFlood(memory, false)
  }
  print(memory, '[MSG:Pgm End]')
}
