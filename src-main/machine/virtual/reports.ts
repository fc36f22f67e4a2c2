import { AXIS_INDEXES, type Triple } from './axes.ts'
import { machinePosition, type ControllerMemory } from './firmware.ts'
import { PLANNER_BLOCKS } from './motion-planner.ts'
import { workOffset } from './parser-state.ts'

/** Version this controller answers to the letter of. */
export const GRBL_VERSION = '1.1h'

const MM_PER_INCH = 25.4

/** A list of lengths as reports print them: 3 decimals in mm, 4 in inches (`$13=1`). */
export function lengthsText(memory: ControllerMemory, lengths: readonly number[]): string {
  const inches = memory.settings.get(13) === 1
  return lengths
    .map((length) => (inches ? (length / MM_PER_INCH).toFixed(4) : length.toFixed(3)))
    .join(',')
}

/** Offset of the coordinate system in force, all parts together. */
export function activeWorkOffset(memory: ControllerMemory): Triple {
  const system = memory.offsets.systems[memory.parser.coordinateSystem]
  if (system === undefined) throw new Error('virtual controller: no active coordinate system')
  return workOffset(memory.parser, system)
}

const BUSY_STATES = ['Home', 'Run', 'Hold', 'Jog', 'Door']

/** The `<…>` report; counts down to the next one that carries WCO or overrides. */
export function statusReport(memory: ControllerMemory): string {
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
    const blocks = PLANNER_BLOCKS - memory.planner.blockCount
    fields.push(`Bf:${String(blocks)},${String(memory.ring.free())}`)
  }
  fields.push(`FS:${feedText(memory)},${String(Math.round(memory.spindle.rpm))}`)
  fields.push(...occasionalFields(memory, offset))
  return `<${fields.join('|')}>`
}

function feedText(memory: ControllerMemory): string {
  const feed = memory.planner.feedMmPerMin
  return String(Math.round(memory.settings.get(13) === 1 ? feed / MM_PER_INCH : feed))
}

function stateText(memory: ControllerMemory): string {
  if (memory.state === 'Hold') return memory.suspend === 'complete' ? 'Hold:0' : 'Hold:1'
  if (memory.state === 'Door') {
    if (memory.suspend === 'restoring') return 'Door:3'
    return memory.suspend === 'complete' ? 'Door:0' : 'Door:2'
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
  const { feed, rapid, spindle } = memory.overrides
  const overrides = `Ov:${String(feed)},${String(rapid)},${String(spindle)}`
  const letters = accessoryLetters(memory)
  return letters === '' ? [overrides] : [overrides, `A:${letters}`]
}

function accessoryLetters(memory: ControllerMemory): string {
  const spindle = { M3: 'S', M4: 'C', M5: '' }[memory.spindle.state]
  return spindle + (memory.flood ? 'F' : '')
}

/** `$G`: the modes in force. */
export function parserStateText(memory: ControllerMemory): string {
  const { parser } = memory
  const feed = memory.settings.get(13) === 1 ? parser.feed / MM_PER_INCH : parser.feed
  const words = [
    parser.motion,
    `G${String(54 + parser.coordinateSystem)}`,
    `G${String(parser.plane)}`,
    `G${String(parser.units)}`,
    `G${String(parser.distance)}`,
    `G${String(parser.feedMode)}`,
    parser.spindle,
    parser.flood ? 'M8' : 'M9',
    // Measured: a T word is taken and never shown.
    'T0',
    `F${feed.toFixed(memory.settings.get(13) === 1 ? 1 : 0)}`,
    `S${parser.spindleRpm.toFixed(0)}`,
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
