import { eachAxis, ZERO, type Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import {
  changedEepromBytes,
  print,
  resetController,
  stall,
  writeEeprom,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import { readNumber } from './gcode-words.ts'
import { stepsOf } from './motion-planner.ts'
import { executeRealtime, syncParserPosition } from './realtime-program.ts'
import { GRBL_VERSION, offsetLines, parserStateText } from './reports.ts'
import { runGcodeLine, runJog } from './run-line.ts'

const MAX_STARTUP_CHARACTERS = 79

type Command = (memory: ControllerMemory, line: string) => Firmware<number | null>

/** Runs a `$` line; null when it is answered with `ok`, else its error code. */
export function* runSystemLine(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line === '$') {
    print(memory, '[HLP:$$ $# $G $I $N $x=val $Nx=line $J=line $SLP $C $X $H ~ ! ? ctrl-x]')
    return null
  }
  if (line.startsWith('$J')) return yield* jogCommand(memory, line)
  const always = ANYTIME.get(line.slice(0, 2))
  if (always !== undefined) {
    return line.length > 2 ? ERROR.invalidStatement : yield* always(memory, line)
  }
  if (memory.state !== 'Idle' && memory.state !== 'Alarm') return ERROR.notIdle
  const standing = STANDING.get(line.charAt(1)) ?? settingCommand
  return yield* standing(memory, line)
}

/** Taken in most states, with their own conditions. */
const ANYTIME: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['$$', listSettings],
  ['$G', showModes],
  ['$C', toggleCheck],
  ['$X', unlock],
])

/** Taken only at a stand. */
const STANDING: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['#', showOffsets],
  ['H', home],
  ['S', sleep],
  ['I', buildInfo],
  ['R', restore],
  ['N', startupLine],
])

function* jogCommand(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (memory.state !== 'Idle' && memory.state !== 'Jog') return ERROR.notIdle
  if (!line.startsWith('$J=')) return ERROR.invalidStatement
  return yield* runJog(memory, line.slice(3))
}

function* listSettings(memory: ControllerMemory): Firmware<number | null> {
  yield* executeNothing()
  if (memory.state === 'Run' || memory.state === 'Hold') return ERROR.notIdle
  for (const text of memory.settings.lines()) {
    print(memory, text)
    yield* executeBacklog(memory)
  }
  return null
}

function* executeNothing(): Firmware {
  // A command that never waits.
}

function* executeBacklog(memory: ControllerMemory): Firmware {
  while (memory.transmitBacklog() > 104) yield
}

function* showModes(memory: ControllerMemory): Firmware<number | null> {
  yield* executeNothing()
  print(memory, parserStateText(memory))
  return null
}

function* toggleCheck(memory: ControllerMemory): Firmware<number | null> {
  yield* executeNothing()
  if (memory.state === 'Check') {
    resetController(memory)
    print(memory, '[MSG:Disabled]')
    return null
  }
  if (memory.state !== 'Idle') return ERROR.notIdle
  memory.state = 'Check'
  print(memory, '[MSG:Enabled]')
  return null
}

function* unlock(memory: ControllerMemory): Firmware<number | null> {
  yield* executeNothing()
  if (memory.state === 'Alarm') {
    print(memory, '[MSG:Caution: Unlocked]')
    memory.state = 'Idle'
  }
  return null
}

function* showOffsets(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line.length > 2) return ERROR.invalidStatement
  for (const text of offsetLines(memory)) {
    print(memory, text)
    yield* executeBacklog(memory)
  }
  return null
}

function* sleep(memory: ControllerMemory, line: string): Firmware<number | null> {
  yield* executeNothing()
  if (line !== '$SLP') return ERROR.invalidStatement
  memory.flags.sleep = true
  return null
}

function* buildInfo(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line.startsWith('$I=')) {
    yield* writeEeprom(memory, line.length)
    return null
  }
  if (line !== '$I') return ERROR.invalidStatement
  print(memory, `[VER:${GRBL_VERSION}.20190830:RMOS virtual]`)
  print(memory, '[OPT:V,15,128]')
  return null
}

function* restore(memory: ControllerMemory, line: string): Firmware<number | null> {
  const what = /^\$RST=([$#*])$/.exec(line)?.[1]
  if (what === undefined) return ERROR.invalidStatement
  if (what !== '#') {
    yield* writeEeprom(memory, 90)
    memory.settings.restoreDefaults()
    memory.planner.setLimits(memory.settings.limits())
  }
  if (what !== '$') {
    yield* writeEeprom(memory, 100)
    memory.offsets.systems.fill(ZERO)
    memory.offsets.g28 = ZERO
    memory.offsets.g30 = ZERO
  }
  print(memory, '[MSG:Restoring defaults]')
  resetController(memory)
  return null
}

function* startupLine(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line === '$N') {
    memory.startupLines.forEach((text, index) => {
      print(memory, `$N${String(index)}=${text}`)
    })
    return null
  }
  const parts = /^\$N([01])=(.*)$/.exec(line)
  if (parts === null) return ERROR.invalidStatement
  if (memory.state !== 'Idle') return ERROR.notIdle
  const text = parts[2] ?? ''
  if (text.length > MAX_STARTUP_CHARACTERS) return ERROR.lineOverflow
  const refused = text === '' ? null : yield* runGcodeLine(memory, text)
  if (refused !== null) return refused
  yield* writeEeprom(memory, text.length + 1)
  memory.startupLines[parts[1] === '0' ? 0 : 1] = text
  return null
}

function* settingCommand(memory: ControllerMemory, line: string): Firmware<number | null> {
  const number = readNumber(line, 1)
  if (number === null) return ERROR.badNumber
  if (line[number.end] !== '=') return ERROR.invalidStatement
  const value = readNumber(line, number.end + 1)
  if (value === null) return ERROR.badNumber
  if (value.end !== line.length || number.value > 255) return ERROR.invalidStatement
  const settingNumber = Math.trunc(number.value)
  const before = memory.settings.lines()
  const refused = memory.settings.set(settingNumber, value.value)
  if (refused !== null) return refused
  const changed = memory.settings.lines().some((text, index) => text !== before[index])
  yield* writeEeprom(memory, changed ? changedEepromBytes([0], [value.value]) + 1 : 0)
  memory.planner.setLimits(memory.settings.limits())
  return null
}

/** Z first, then X and Y together, each at the seek rate over the whole travel at most. */
function* home(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (memory.settings.get(22) !== 1) return ERROR.homingDisabled
  if (line.length > 2) return ERROR.invalidStatement
  memory.state = 'Home'
  const travel = memory.settings.triple(130)
  const seekMmPerMs = memory.settings.get(25) / 60_000
  const farMm = travel[2] + Math.max(travel[0], travel[1])
  yield* homingMotion(memory, (0.25 * farMm) / seekMmPerMs)
  if (memory.flags.reset) {
    yield* executeRealtime(memory)
    return null
  }
  if (!memory.limitSwitches.present) {
    memory.state = 'Alarm'
    resetController(memory)
    memory.flags.alarm = 9
    yield* executeRealtime(memory)
    return null
  }
  memory.planner.place(stepsOf(homePosition(memory), memory.settings.triple(100)))
  syncParserPosition(memory)
  memory.state = 'Idle'
  return null
}

/** Nothing is reported while homing; only a reset is heard. */
function* homingMotion(memory: ControllerMemory, durationMs: number): Firmware {
  const untilMs = memory.nowMs + durationMs
  while (memory.nowMs < untilMs && !memory.flags.reset) {
    yield* stall(memory, Math.min(5, untilMs - memory.nowMs))
  }
}

/** The switch end of each axis, backed off by the pull-off distance (`$27`, side by `$23`). */
function homePosition(memory: ControllerMemory): Triple {
  const travel = memory.settings.triple(130)
  const pullOff = memory.settings.get(27)
  const mask = memory.settings.get(23)
  return eachAxis((axis) => (((mask >> axis) & 1) === 1 ? pullOff - travel[axis] : -pullOff))
}
