import { arcChords } from './arc-geometry.ts'
import { eachAxis, ZERO, type Triple } from './axes.ts'
import { checkBlock, type CheckedBlock } from './check-block.ts'
import { ERROR } from './error-codes.ts'
import {
  changedEepromBytes,
  isAborted,
  machinePosition,
  print,
  resetController,
  setSpindle,
  stall,
  writeEeprom,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import { readBlock, type GcodeBlock } from './gcode-block.ts'
import { readWords } from './gcode-words.ts'
import { initialParserState } from './parser-state.ts'
import {
  autoCycleStart,
  executeRealtime,
  spindleRpm,
  synchronizeMotion,
  syncParserPosition,
} from './realtime-program.ts'
import { probeLine } from './reports.ts'

/** Dwell is counted in steps of this, during which realtime bytes are served. */
const DWELL_STEP_MS = 50

/** Runs one g-code line; null when it is answered with `ok`, else its error code. */
export function* runGcodeLine(memory: ControllerMemory, line: string): Firmware<number | null> {
  const words = readWords(line)
  if (typeof words === 'number') return words
  const block = readBlock(words)
  if (typeof block === 'number') return block
  const checked = checkBlock(block, { state: memory.parser, offsets: memory.offsets })
  if (typeof checked === 'number') return checked
  const before = memory.parser
  memory.parser = { ...checked.next, position: before.position, g92: before.g92 }
  yield* switchSpindle(memory, checked)
  if (checked.block.nonModal === 'G4') yield* dwell(memory, checked.dwellSeconds)
  if (isAborted(memory)) return null
  yield* runNonModal(memory, checked)
  yield* runMotion(memory, checked)
  yield* runFlow(memory, checked)
  return null
}

/** A change of spindle or coolant waits until everything before it is cut. */
function* switchSpindle(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  if (memory.state === 'Check') return
  const { next } = checked
  const rpm = spindleRpm(memory)
  const same =
    next.spindle === memory.spindle.state && (next.spindle === 'M5' || rpm === memory.spindle.rpm)
  if (!same || next.flood !== memory.flood) {
    yield* synchronizeMotion(memory)
    if (isAborted(memory)) return
    setSpindle(memory, next.spindle, rpm)
    memory.flood = next.flood
    memory.overrideCountdown = 0
  }
}

function* dwell(memory: ControllerMemory, seconds: number): Firmware {
  if (memory.state === 'Check') return
  yield* synchronizeMotion(memory)
  const steps = Math.ceil((seconds * 1000) / DWELL_STEP_MS)
  for (let step = 0; step < steps && !isAborted(memory); step += 1) {
    yield* executeRealtime(memory)
    yield* dwellStep(memory)
  }
}

function* dwellStep(memory: ControllerMemory): Firmware {
  const untilMs = memory.nowMs + DWELL_STEP_MS
  while (memory.nowMs < untilMs && !isAborted(memory)) {
    yield* stall(memory, Math.min(1, untilMs - memory.nowMs))
    yield* executeRealtime(memory)
  }
}

function* runNonModal(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  const { nonModal } = checked.block
  if (nonModal === 'G10') yield* storeSystemOffset(memory, checked)
  else if (nonModal === 'G28' || nonModal === 'G30') yield* goToStored(memory, checked, nonModal)
  else if (nonModal === 'G28.1' || nonModal === 'G30.1') yield* storePosition(memory, nonModal)
  else if (nonModal === 'G92') memory.parser.g92 = checked.next.g92
  else if (nonModal === 'G92.1') memory.parser.g92 = ZERO
  if (shiftsWorkOffset(checked)) memory.wcoCountdown = 0
}

function shiftsWorkOffset({ block }: CheckedBlock): boolean {
  if (block.coordinateSystem !== null || block.toolLength !== null) return true
  return block.nonModal === 'G92' || block.nonModal === 'G92.1'
}

function* storeSystemOffset(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  if (checked.systemOffset === null) return
  const { index, offset } = checked.systemOffset
  yield* synchronizeMotion(memory)
  yield* writeEeprom(memory, changedEepromBytes(memory.offsets.systems[index] ?? ZERO, offset))
  memory.offsets.systems[index] = offset
  memory.wcoCountdown = 0
}

function* goToStored(
  memory: ControllerMemory,
  checked: CheckedBlock,
  code: 'G28' | 'G30',
): Firmware {
  const stored = code === 'G28' ? memory.offsets.g28 : memory.offsets.g30
  if (checked.viaTarget) yield* queueMotion(memory, checked.target, true)
  const { block } = checked
  const named = (letter: string) => block.values.has(letter)
  const goal = checked.viaTarget
    ? eachAxis((axis) => (named('XYZ'[axis] ?? '') ? stored[axis] : checked.target[axis]))
    : stored
  yield* queueMotion(memory, goal, true)
  memory.parser.position = goal
}

function* storePosition(memory: ControllerMemory, code: 'G28.1' | 'G30.1'): Firmware {
  const place = code === 'G28.1' ? 'g28' : 'g30'
  const { position } = memory.parser
  yield* synchronizeMotion(memory)
  yield* writeEeprom(memory, changedEepromBytes(memory.offsets[place], position))
  memory.offsets[place] = position
}

function* runMotion(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  const { motion, target } = checked
  if (motion === null || isAborted(memory)) return
  if (motion.startsWith('G38')) {
    yield* probe(memory, target, motion)
    return
  }
  if (checked.arc === null) {
    yield* queueMotion(memory, target, motion === 'G0')
  } else {
    const tolerance = memory.settings.get(12)
    for (const point of arcChords(memory.parser.position, target, checked.arc, tolerance)) {
      yield* queueMotion(memory, point, false)
      if (isAborted(memory)) return
    }
  }
  // The parser runs ahead of the tool; after an abort the reset sets it right.
  memory.parser.position = target
}

/** Waits for room in the planner and queues one straight motion. */
export function* queueMotion(memory: ControllerMemory, targetMm: Triple, rapid: boolean): Firmware {
  if (memory.settings.get(20) === 1 && memory.state !== 'Jog' && isOutside(memory, targetMm)) {
    yield* softLimit(memory)
    return
  }
  if (memory.state === 'Check') return
  for (;;) {
    yield* executeRealtime(memory)
    if (isAborted(memory)) return
    if (!memory.planner.isFull) break
    autoCycleStart(memory)
    yield
  }
  const { feed, feedMode } = memory.parser
  memory.planner.plan({ targetMm, rapid, feed, inverseTime: feedMode === 93 && !rapid })
}

/** Machine space is negative: 0 down to minus the travel, unless homing goes the other way. */
export function isOutside(memory: ControllerMemory, targetMm: Triple): boolean {
  const travel = memory.settings.triple(130)
  return targetMm.some((value, axis) => value > 0 || value < -(travel[axis] ?? 0))
}

/** Slows to a stand, then locks: the position stays true. */
function* softLimit(memory: ControllerMemory): Firmware {
  if (memory.state === 'Run') {
    // Not a hold: `executeRealtime` would wait in that for a resume.
    memory.planner.hold()
    while (memory.planner.isMoving && !memory.flags.reset) yield
    memory.flags.cycleStop = false
    memory.planner.clear()
    memory.state = 'Idle'
  }
  resetController(memory)
  memory.flags.alarm = 2
  yield* executeRealtime(memory)
}

/** There is no plate under this probe: every probing ends without contact. */
function* probe(memory: ControllerMemory, target: Triple, motion: string): Firmware {
  if (memory.state === 'Check') return
  yield* synchronizeMotion(memory)
  if (isAborted(memory)) return
  memory.probe.touched = false
  yield* queueMotion(memory, target, false)
  yield* synchronizeMotion(memory)
  if (isAborted(memory)) return
  const alarming = motion === 'G38.2' || motion === 'G38.4'
  if (alarming) memory.flags.alarm = 5
  else memory.probe.position = machinePosition(memory)
  yield* executeRealtime(memory)
  syncParserPosition(memory)
  print(memory, probeLine(memory, memory.probe.position, false))
}

function* runFlow(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  const { flow } = checked.block
  if (flow === null || flow === 'M1' || isAborted(memory)) return
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
  if (memory.state !== 'Check') {
    memory.wcoCountdown = 0
    memory.overrides = { feed: 100, rapid: 100, spindle: 100 }
    memory.planner.setOverrides(100, 100)
    setSpindle(memory, 'M5', 0)
    memory.flood = false
    memory.overrideCountdown = 0
  }
  print(memory, '[MSG:Pgm End]')
}

const JOG_WORDS = 'FNXYZ'

/** `$J=…`: moves without touching the modes of the program. */
export function* runJog(memory: ControllerMemory, text: string): Firmware<number | null> {
  const words = readWords(text)
  if (typeof words === 'number') return words
  const block = readBlock(words)
  if (typeof block === 'number') return block
  const refused = jogRefusal(block)
  if (refused !== null) return refused
  const distance = block.distance ?? memory.parser.distance
  const state = { ...memory.parser, feedMode: 94 as const, distance, motion: 'G1' as const }
  const checked = checkBlock(block, { state, offsets: memory.offsets })
  if (typeof checked === 'number') return checked
  if (checked.motion === null) return null
  if (memory.settings.get(20) === 1 && isOutside(memory, checked.target)) {
    return ERROR.jogOutOfTravel
  }
  yield* queueJog(memory, checked)
  return null
}

function jogRefusal(block: GcodeBlock): number | null {
  if (!isJogBlock(block)) return ERROR.badJog
  if (!block.values.has('F')) return ERROR.noFeed
  const known = [...block.values.keys()].every((letter) => JOG_WORDS.includes(letter))
  return known ? null : ERROR.unusedWords
}

function* queueJog(memory: ControllerMemory, checked: CheckedBlock): Firmware {
  for (;;) {
    yield* executeRealtime(memory)
    if (isAborted(memory)) return
    if (!memory.planner.isFull) break
    yield
  }
  const planned = memory.planner.plan({
    targetMm: checked.target,
    rapid: false,
    feed: checked.next.feed,
    inverseTime: false,
  })
  memory.parser.position = checked.target
  if (planned && memory.state === 'Idle') {
    memory.state = 'Jog'
    memory.planner.start()
  }
}

function isJogBlock(block: GcodeBlock): boolean {
  const codes = [block.motion, block.plane, block.feedMode, block.toolLength, block.flow]
  const others = [block.coordinateSystem, block.spindle, block.coolant]
  if ([...codes, ...others].some((code) => code !== null)) return false
  return block.nonModal === null || block.nonModal === 'G53'
}
