import { ZERO } from './axes.ts'
import { realsImage, writeEeprom } from './eeprom.ts'
import { ERROR } from './error-codes.ts'
import { print, resetController, type ControllerMemory, type Firmware } from './firmware.ts'
import { readNumber } from './gcode-words.ts'
import { runHoming } from './homing.ts'
import { runJog } from './jogging.ts'
import { synchronizeMotion } from './realtime-program.ts'
import { offsetLines, parserStateText } from './reports.ts'
import { runGcodeLine } from './run-line.ts'

/** Behind the two startup lines. */
const BUILD_INFO_PLACE = 2

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
  if (line === '$I') {
    for (const text of memory.profile.buildInfo) {
      print(memory, text.replace('{info}', memory.buildInfo))
    }
    return null
  }
  if (line[2] !== '=') return ERROR.invalidStatement
  memory.buildInfo = line.slice(3)
  yield* storeText(memory, BUILD_INFO_PLACE, memory.buildInfo)
  return null
}

/** Writes a text with whatever stands behind it in the line buffer, as the firmware does. */
function* storeText(memory: ControllerMemory, place: number, text: string): Firmware {
  const image = memory.storedTexts[place]
  if (image === undefined) throw new Error(`virtual controller: no text ${String(place)}`)
  const { lineBuffer } = memory
  lineBuffer.set(Buffer.from(`${text}\0`, 'latin1').subarray(0, lineBuffer.length))
  const before = image.slice()
  image.set(lineBuffer)
  yield* writeEeprom(memory, before, image)
}

function* restore(memory: ControllerMemory, line: string): Firmware<number | null> {
  const what = /^\$RST=([$#*])$/.exec(line)?.[1]
  if (what === undefined) return ERROR.invalidStatement
  if (what !== '#') yield* changeSettings(memory, memory.settings.restoreDefaults)
  if (what !== '$') yield* clearOffsets(memory)
  if (what === '*') {
    memory.startupLines.fill('')
    memory.buildInfo = ''
  }
  print(memory, '[MSG:Restoring defaults]')
  resetController(memory)
  return null
}

function* clearOffsets(memory: ControllerMemory): Firmware {
  const { offsets } = memory
  const before = [...offsets.systems, offsets.g28, offsets.g30].flat()
  offsets.systems.fill(ZERO)
  offsets.g28 = ZERO
  offsets.g30 = ZERO
  yield* writeEeprom(memory, realsImage(before), realsImage(before.map(() => 0)))
}

/** Changes settings and writes them; the loss of bytes comes from what EEPROM has to change. */
function* changeSettings(memory: ControllerMemory, change: () => void): Firmware {
  const before = memory.settings.stored()
  change()
  memory.planner.setLimits(memory.settings.limits())
  yield* writeEeprom(memory, before, memory.settings.stored())
}

function* startupLine(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line === '$N') {
    memory.startupLines.forEach((text, index) => {
      print(memory, `$N${String(index)}=${text}`)
    })
    return null
  }
  if (memory.state !== 'Idle') return ERROR.notIdle
  const number = readNumber(line, 2)
  if (number === null) return ERROR.badNumber
  if (line[number.end] !== '=') return ERROR.invalidStatement
  const text = line.slice(number.end + 1)
  const refused = yield* runGcodeLine(memory, text)
  if (refused !== null) return refused
  yield* synchronizeMotion(memory)
  const index = Math.trunc(number.value)
  // There are two; others are taken without a word and lost.
  if (index !== 0 && index !== 1) return null
  memory.startupLines[index] = text
  yield* storeText(memory, index, text)
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
  const refused = memory.settings.refusal(settingNumber, value.value)
  if (refused !== null) return refused
  yield* changeSettings(memory, () => {
    memory.settings.set(settingNumber, value.value)
  })
  if (settingNumber === 13) memory.wcoCountdown = 0
  return null
}

function* home(memory: ControllerMemory, line: string): Firmware<number | null> {
  if (line.length > 2 && memory.settings.get(22) === 1) {
    // So does the firmware: the state says homing, and only a reset ends it.
    memory.state = 'Home'
    return ERROR.invalidStatement
  }
  const homed = yield* runHoming(memory)
  if (typeof homed === 'number') return homed
  if (homed) yield* runStartupLines(memory)
  return null
}

/** Runs the stored startup lines, after power-up, a reset and homing. */
export function* runStartupLines(memory: ControllerMemory): Firmware {
  for (const text of memory.startupLines) {
    if (text === '') continue
    const refused = yield* runGcodeLine(memory, text)
    print(memory, `>${text}:${refused === null ? 'ok' : `error:${String(refused)}`}`)
  }
}
