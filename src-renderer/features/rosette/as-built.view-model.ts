import type { AsBuiltOutcome, AsBuiltSide } from '#core/rosette/as-built.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { solutionStrings as words } from './solution.strings.ts'

/** One number of the comparison, as texts. */
export interface BuiltRow {
  readonly id: string
  readonly label: string
  readonly before: string
  readonly after: string
  /** With its sign; empty when it stays. */
  readonly change: string
}

type RowId = keyof typeof words.built

interface Measure {
  readonly id: RowId
  readonly value: (side: AsBuiltSide) => number
  readonly kind: 'length' | 'count' | 'degrees'
}

const MEASURES: readonly Measure[] = [
  { id: 'width', kind: 'length', value: ({ ring }) => ring.widthMm },
  { id: 'count', kind: 'count', value: ({ ring }) => ring.tiles?.tileCount ?? 0 },
  { id: 'inner', kind: 'length', value: ({ ring }) => ring.tiles?.innerWidthMm ?? 0 },
  { id: 'middle', kind: 'length', value: ({ ring }) => ring.tiles?.middleWidthMm ?? 0 },
  { id: 'outer', kind: 'length', value: ({ ring }) => ring.tiles?.outerWidthMm ?? 0 },
  { id: 'taper', kind: 'length', value: ({ ring }) => ring.tiles?.taperMm ?? 0 },
  { id: 'sled', kind: 'degrees', value: ({ ring }) => ring.tiles?.columnSledAngleDeg ?? 0 },
  { id: 'innerWall', kind: 'length', value: ({ ring }) => ring.channel.innerRadiusMm },
  { id: 'outerWall', kind: 'length', value: ({ ring }) => ring.channel.outerRadiusMm },
  { id: 'channel', kind: 'length', value: ({ ring }) => ring.channel.widthMm },
]

function shown(value: number, kind: Measure['kind'], unit: LengthUnit): string {
  if (kind === 'count') return formatDecimal(value, 0)
  if (kind === 'degrees') return words.degrees(formatDecimal(value, 4))
  return formatLength(value, unit, 'fine')
}

/** Every number of a ring that a measurement may change, as planned and as built. */
export function builtRows(
  { before, after }: AsBuiltOutcome,
  unit: LengthUnit,
): readonly BuiltRow[] {
  return MEASURES.map(({ id, kind, value }) => {
    const [old, now] = [value(before), value(after)]
    const texts = { before: shown(old, kind, unit), after: shown(now, kind, unit) }
    const sign = now > old ? '+' : '−'
    const change =
      texts.before === texts.after ? '' : `${sign}${shown(Math.abs(now - old), kind, unit)}`
    return { id, label: words.built[id], ...texts, change }
  })
}
