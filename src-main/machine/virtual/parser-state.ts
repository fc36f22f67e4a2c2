import { eachAxis, ZERO, type Triple } from './axes.ts'
import type { MotionMode } from './gcode-block.ts'

/** The modes and values that last from line to line; lengths in mm, feeds in mm/min. */
export interface ParserState {
  motion: MotionMode
  plane: 17 | 18 | 19
  units: 20 | 21
  distance: 90 | 91
  feedMode: 93 | 94
  coordinateSystem: number
  spindle: 'M3' | 'M4' | 'M5'
  flood: boolean
  feed: number
  spindleRpm: number
  /** Tool of the last line that ran; 0 when it named none. */
  tool: number
  /** Where the program stands, in machine coordinates: ahead of the tool by what is planned. */
  position: Triple
  g92: Triple
  toolLengthMm: number
}

/** Modes after power-up or reset. */
export function initialParserState(position: Triple): ParserState {
  return {
    motion: 'G0',
    plane: 17,
    units: 21,
    distance: 90,
    feedMode: 94,
    coordinateSystem: 0,
    spindle: 'M5',
    flood: false,
    feed: 0,
    spindleRpm: 0,
    tool: 0,
    position,
    g92: ZERO,
    toolLengthMm: 0,
  }
}

/** Offsets kept in EEPROM: G54 to G59, then G28 and G30. */
export interface StoredOffsets {
  readonly systems: Triple[]
  g28: Triple
  g30: Triple
}

/** Machine minus work position for a coordinate system. */
export function workOffset(state: ParserState, systemOffset: Triple): Triple {
  return eachAxis((axis) => {
    const both = Math.fround(systemOffset[axis] + state.g92[axis])
    return axis === 2 ? Math.fround(both + state.toolLengthMm) : both
  })
}
