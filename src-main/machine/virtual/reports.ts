import { AXIS_INDEXES, type Triple } from './axes.ts'
import {
  isProbeTouching,
  limitsReadClosed,
  machinePosition,
  type ControllerMemory,
} from './firmware.ts'
import { outputRpm } from './laser.ts'
import { printedNumber } from './printed-number.ts'
import { workOffset } from './parser-state.ts'

const INCH_PER_MM = Math.fround(0.0393701)

/** A list of lengths as reports print them: 3 decimals in mm, 4 in inches (`$13=1`). */
export function lengthsText(memory: ControllerMemory, lengths: readonly number[]): string {
  const inches = memory.settings.get(13) === 1
  return lengths
    .map((length) =>
      inches ? printedNumber(Math.fround(length * INCH_PER_MM), 4) : printedNumber(length, 3),
    )
    .join(',')
}

/** A feed as reports print it: whole mm/min, or tenths of inches per minute. */
function rateText(memory: ControllerMemory, feedMmPerMin: number): string {
  if (memory.settings.get(13) !== 1) return printedNumber(feedMmPerMin, 0)
  return printedNumber(Math.fround(feedMmPerMin * INCH_PER_MM), 1)
}

/** Offset of the coordinate system in force, all parts together. */
export function activeWorkOffset(memory: ControllerMemory): Triple {
  const system = memory.offsets.systems[memory.parser.coordinateSystem]
  if (system === undefined) throw new Error('virtual controller: no active coordinate system')
  return workOffset(memory.parser, system)
}

const BUSY_STATES = ['Home', 'Run', 'Hold', 'Jog', 'Door']

/** The `<…>` report; counts down to the next one that carries WCO or overrides. */
export function statusReport(memory: ControllerMemory, full = false): string {
  const position = machinePosition(memory)
  const offset = activeWorkOffset(memory)
  const mask = memory.settings.get(10)
  const fields = [stateText(memory)]
  fields.push(
    (mask & 1) === 1
      ? `MPos:${lengthsText(memory, position)}`
      : `WPos:${lengthsText(
          memory,
          AXIS_INDEXES.map((axis) => position[axis] - offset[axis]),
        )}`,
  )
  if ((mask & 2) === 2) {
    const blocks = memory.profile.plannerBlocks - memory.planner.blockCount
    fields.push(`Bf:${String(blocks)},${String(memory.ring.free())}`)
  }
  fields.push(
    `FS:${rateText(memory, memory.planner.feedMmPerMin)},${printedNumber(outputRpm(memory), 0)}`,
  )
  const pins = pinLetters(memory)
  if (pins !== '') fields.push(`Pn:${pins}`)
  fields.push(...(full ? fullFields(memory, offset) : occasionalFields(memory, offset)))
  return `<${fields.join('|')}>`
}

/** Inputs that are closed. */
function pinLetters(memory: ControllerMemory): string {
  const probe = isProbeTouching(memory) !== memory.probe.away ? 'P' : ''
  const limits = limitsReadClosed(memory) ? 'XYZ' : ''
  return probe + limits + (memory.door.open ? 'D' : '')
}

function stateText(memory: ControllerMemory): string {
  if (memory.state === 'Hold') return memory.suspend === 'complete' ? 'Hold:0' : 'Hold:1'
  if (memory.state === 'Door') {
    if (memory.suspend === 'restoring') return 'Door:3'
    if (!memory.door.retracted) return 'Door:2'
    return memory.door.ajar ? 'Door:1' : 'Door:0'
  }
  return memory.state
}

/** WCO in the first report, then every 10th at rest and 30th in motion; overrides every 10th and 20th. */
function occasionalFields(memory: ControllerMemory, offset: Triple): readonly string[] {
  const busy = BUSY_STATES.includes(memory.state)
  if (memory.wcoCountdown === 0) {
    memory.wcoCountdown = (busy ? 30 : 10) - 1
    // This report counts for the overrides too, but never carries both.
    memory.overrideCountdown = Math.max(0, memory.overrideCountdown - 1)
    return [`WCO:${lengthsText(memory, offset)}`]
  }
  memory.wcoCountdown -= 1
  if (memory.overrideCountdown > 0) {
    memory.overrideCountdown -= 1
    return []
  }
  memory.overrideCountdown = (busy ? 20 : 10) - 1
  return overrideFields(memory)
}

function fullFields(memory: ControllerMemory, offset: Triple): readonly string[] {
  return [`WCO:${lengthsText(memory, offset)}`, ...overrideFields(memory)]
}

function overrideFields(memory: ControllerMemory): readonly string[] {
  const { feed, rapid, spindle } = memory.overrides
  const overrides = `Ov:${String(feed)},${String(rapid)},${String(spindle)}`
  const letters = accessoryLetters(memory)
  return letters === '' ? [overrides] : [overrides, `A:${letters}`]
}

function accessoryLetters(memory: ControllerMemory): string {
  // Where the settings leave no range, the output is all on whatever its speed is called.
  const noRange = memory.settings.get(31) >= memory.settings.get(30)
  const turns = outputRpm(memory) > 0 || (noRange && memory.spindle.state !== 'M5')
  const spindle = turns ? { M3: 'S', M4: 'C', M5: '' }[memory.spindle.state] : ''
  return spindle + (memory.flood ? 'F' : '')
}

/** `$G`: the modes in force. */
export function parserStateText(memory: ControllerMemory): string {
  const { parser } = memory
  const words = [
    parser.motion,
    `G${String(54 + parser.coordinateSystem)}`,
    `G${String(parser.plane)}`,
    `G${String(parser.units)}`,
    `G${String(parser.distance)}`,
    `G${String(parser.feedMode)}`,
    parser.spindle,
    parser.flood ? 'M8' : 'M9',
    `T${String(parser.tool)}`,
    `F${rateText(memory, parser.feed)}`,
    `S${printedNumber(parser.spindleRpm, 0)}`,
  ]
  return `[GC:${words.join(' ')}]`
}

/** `$#`: every offset and the last probe result. */
export function offsetLines(memory: ControllerMemory): readonly string[] {
  const { offsets, parser, probe } = memory
  const line = (name: string, values: readonly number[]) =>
    `[${name}:${lengthsText(memory, values)}]`
  return [
    ...offsets.systems.map((offset, index) => line(`G${String(54 + index)}`, offset)),
    line('G28', offsets.g28),
    line('G30', offsets.g30),
    line('G92', parser.g92),
    line('TLO', [parser.toolLengthMm]),
    probeLine(memory, probe.position, probe.touched),
  ]
}

/** `[PRB:…]`, in machine coordinates. */
export function probeLine(memory: ControllerMemory, position: Triple, touched: boolean): string {
  return `[PRB:${lengthsText(memory, position)}:${touched ? '1' : '0'}]`
}
