import type { ContentStore } from './content-store.ts'
import type { Block, LayerState, RecordRange } from './dxf-contents.ts'
import type { DxfGroups } from './dxf-groups.ts'
import type { DxfTally } from './dxf-tally.ts'
import type { NameTable } from './name-table.ts'
import type { RawEntity } from './raw-entity.ts'
import type { SplineNumbers } from './spline-numbers.ts'

/** Names a drawing may have; what has more is no drawing. */
export const MOST_NAMES = { types: 1000, layers: 5000, blocks: 50_000 } as const

/** Why bytes are not read as a DXF. */
export type DxfRefusal =
  | { readonly kind: 'not-dxf'; readonly line: number }
  | { readonly kind: 'over-time' }
  | { readonly kind: 'segments'; readonly value: number }
  | { readonly kind: 'names'; readonly of: keyof typeof MOST_NAMES; readonly value: number }

/** How far the reading may go, and who is told of it. */
export interface ReadLimits {
  /** Entities drawn outside of blocks; each makes one segment or more. */
  readonly segments: number
  readonly isOver: () => boolean
  /** Told now and then which share of the bytes is read. */
  readonly tell: (fraction: number) => void
}

/** What is read so far. */
export interface Reading {
  readonly groups: DxfGroups
  readonly raw: RawEntity
  readonly tally: DxfTally
  readonly limits: ReadLimits
  readonly header: {
    version: string | null
    insertUnits: number | null
    measurement: number | null
  }
  readonly layers: Map<string, LayerState>
  readonly blockNames: NameTable
  readonly blocks: Map<number, Block>
  readonly store: ContentStore
  readonly spline: SplineNumbers
  readonly drawn: RecordRange[]
  drawnCount: number
  entityCount: number
  /** True while the cursor stands at the name of another entity. */
  more: boolean
  refusal: DxfRefusal | null
}

/** Entities between looks at the clock. */
const CLOCK_STEP = 256

function namesRefusal({ raw, blockNames }: Reading): DxfRefusal | null {
  const counts = {
    types: raw.names.types.names.length,
    layers: raw.names.layers.names.length,
    blocks: blockNames.names.length,
  }
  for (const named of ['types', 'layers', 'blocks'] as const) {
    const value = counts[named]
    if (value > MOST_NAMES[named]) return { kind: 'names', of: named, value }
  }
  return null
}

/** Counts an entity and looks at the limits now and then; false when the reading is to stop. */
export function goesOn(reading: Reading): boolean {
  reading.entityCount += 1
  if (reading.entityCount % CLOCK_STEP === 0) {
    const { limits, groups } = reading
    if (limits.isOver()) reading.refusal ??= { kind: 'over-time' }
    else reading.refusal ??= namesRefusal(reading)
    limits.tell(groups.offset / groups.bytes.length)
  }
  return reading.refusal === null
}

/** Reads the entity the cursor stands at; `more` is false when the file ended with it. */
export function take(reading: Reading): void {
  reading.more = reading.raw.readFrom(reading.groups)
}

/** True when the next entity has this name. */
export function follows(reading: Reading, name: string): boolean {
  return reading.more && reading.groups.is(name)
}
