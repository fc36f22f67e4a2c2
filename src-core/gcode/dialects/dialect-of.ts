import { RADIUS_MISMATCH_MM } from '../arc-geometry.ts'
import { refuseBlock } from '../grbl-refusal.ts'
import { GRBL_LINE_CHARS } from '../grbl-words.ts'
import { type Controller, CONTROLLER_NAMES } from './controller.ts'
import { wordValue } from '../words.ts'
import type { Dialect, ReadBlock } from './dialect.ts'
import { refuseByMotion } from './motion-rules.ts'
import { type ListedController, wordListOf } from './word-list.ts'
import { refuseByWords, usedLetters } from './word-rules.ts'

/** RS274/NGC interpreters of the EMC family check centre-form arcs to 2 µm (0.0002 in and less). */
const EMC_MISMATCH_MM = 0.002

function refuseUnused(read: ReadBlock): string | null {
  const used = usedLetters(read)
  const stray = Object.keys(read.intent.values).filter((letter) => !used.has(letter))
  return stray.length === 0 ? null : `nothing in the block uses ${stray.join(' and ')}`
}

function refuseToolTable({ state, intent }: ReadBlock): string | null {
  if (intent.toolChange && (intent.values['T'] ?? state.toolNumber) === null) {
    return 'M6 before any tool has been selected with T'
  }
  if (intent.toolLength !== 'table' || intent.values['H'] !== undefined) return null
  return 'G43 without H'
}

type Limits = Pick<Dialect, 'name' | 'lineChars' | 'radiusMismatchMm'> &
  Partial<Pick<Dialect, 'pointedDwell' | 'selectsToolFirst'>>

function refuseToolOrder({ block, intent }: ReadBlock, { name, selectsToolFirst }: Dialect) {
  if (!selectsToolFirst || !intent.toolChange || wordValue(block, 'T') === undefined) return null
  return `what T means in the line of M6 is a setting of ${name}: T stands in a line before`
}

/** A controller of which we know its word list: RS274/NGC as that list narrows it. */
function listed(controller: ListedController, limits: Limits, live = false): Dialect {
  const list = wordListOf(controller)
  const dialect: Dialect = {
    controller,
    pointedDwell: false,
    selectsToolFirst: false,
    ...limits,
    liveCharacters: live,
    ignoresBlockDelete: live,
    refuse: (read) =>
      refuseByWords(read.block, list, limits.name) ??
      refuseToolTable(read) ??
      refuseToolOrder(read, dialect) ??
      refuseByMotion(read, limits.radiusMismatchMm) ??
      refuseUnused(read),
  }
  return dialect
}

/** GRBL 1.1's own reader; FluidNC reads the same words. */
function grbl(controller: Controller): Dialect {
  return {
    controller,
    name: CONTROLLER_NAMES[controller],
    lineChars: GRBL_LINE_CHARS,
    radiusMismatchMm: RADIUS_MISMATCH_MM,
    liveCharacters: true,
    ignoresBlockDelete: true,
    pointedDwell: false,
    selectsToolFirst: false,
    refuse: ({ state, block, intent }) => {
      const refused = refuseBlock(state, block, intent)
      if (refused === null) return null
      return `GRBL answers error ${String(refused.grblErrorCode)}: ${refused.sentence}`
    },
  }
}

const LINUXCNC = { lineChars: 255, radiusMismatchMm: EMC_MISMATCH_MM }

const DIALECTS: Readonly<Record<Controller, Dialect>> = {
  'grbl-1.1': grbl('grbl-1.1'),
  fluidnc: grbl('fluidnc'),
  // line buffer of 257 characters with the terminator
  grblhal: listed(
    'grblhal',
    { name: CONTROLLER_NAMES.grblhal, lineChars: 256, radiusMismatchMm: RADIUS_MISMATCH_MM },
    true,
  ),
  linuxcnc: listed('linuxcnc', { name: CONTROLLER_NAMES.linuxcnc, ...LINUXCNC }),
  pathpilot: listed('pathpilot', { name: CONTROLLER_NAMES.pathpilot, ...LINUXCNC }),
  // "Mill Programming Guide" build 3775, G04 and M06: without a point P is milliseconds, which the older "Mill
  // GCode Manual" does not say; what T does in the line of M6 is a setting
  mach4: listed('mach4', {
    name: CONTROLLER_NAMES.mach4,
    ...LINUXCNC,
    pointedDwell: true,
    selectsToolFirst: true,
  }),
  masso: listed('masso', { name: CONTROLLER_NAMES.masso, ...LINUXCNC }),
  // nobody knows its buffer: as short as GRBL's
  generic: listed('generic', {
    name: 'a generic controller',
    lineChars: GRBL_LINE_CHARS,
    radiusMismatchMm: EMC_MISMATCH_MM,
  }),
}

/** How a controller reads G-code. */
export function dialectOf(controller: Controller): Dialect {
  return DIALECTS[controller]
}
