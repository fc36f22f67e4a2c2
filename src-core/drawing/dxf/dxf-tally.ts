import type { EntityFault, TallyRow } from './dxf-contents.ts'
import type { Names, RawEntity } from './raw-entity.ts'

/** Faults that are kept with their line; all are counted. */
const FAULTS_KEPT = 200
/** Rows of their own; a file that needs more gets one row for the other layers of each kind. */
const MOST_ROWS = 20_000
const OTHER_LAYERS = '(other layers)'

const FATES: readonly TallyRow['fate'][] = ['read', 'annotation', 'part', 'ignored', 'faulty']
/** Layers, fates and reasons a key has room for; with 1,023 types it stays a small whole number. */
const ROOM = { layers: 2 ** 13, fates: 8, reasons: 32 }

/** Whose fate is counted. */
type Counted = Pick<RawEntity, 'type' | 'layer'>

/** Counts what became of every entity. */
export class DxfTally {
  readonly faults: EntityFault[] = []
  faultCount = 0
  private readonly names: Names
  private readonly rows = new Map<number, number>()
  private readonly reasons: string[] = ['']

  constructor(names: Names) {
    this.names = names
  }

  /** One more with this fate. */
  count({ type, layer }: Counted, fate: TallyRow['fate'], reason = ''): void {
    let key = this.key(type, layer, fate, reason)
    if (!this.rows.has(key) && this.rows.size >= MOST_ROWS) {
      key = this.key(type, this.names.layers.numberOf(OTHER_LAYERS), fate, reason)
    }
    this.rows.set(key, (this.rows.get(key) ?? 0) + 1)
  }

  /** An entity left out for a fault. */
  fault(raw: RawEntity): void {
    const { fault } = raw
    if (fault === null) return
    this.count(raw, 'faulty')
    this.faultCount += 1
    if (this.faults.length >= FAULTS_KEPT) return
    this.faults.push({
      ...fault,
      type: raw.typeName,
      layer: this.names.layers.nameOf(raw.layer),
    })
  }

  /** In the order of type and layer, so that the same file gives the same report. */
  sorted(): readonly TallyRow[] {
    const key = (row: TallyRow) => `${row.type}\n${row.layer}\n${row.fate}\n${row.reason}`
    return [...this.rows]
      .map(([packed, count]) => this.row(packed, count))
      .sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }

  private key(type: number, layer: number, fate: TallyRow['fate'], reason: string): number {
    let why = this.reasons.indexOf(reason)
    if (why < 0) why = this.reasons.push(reason) - 1
    return ((type * ROOM.layers + layer) * ROOM.fates + FATES.indexOf(fate)) * ROOM.reasons + why
  }

  private row(packed: number, count: number): TallyRow {
    const why = packed % ROOM.reasons
    const fateAndUp = Math.floor(packed / ROOM.reasons)
    const layerAndUp = Math.floor(fateAndUp / ROOM.fates)
    return {
      type: this.names.types.nameOf(Math.floor(layerAndUp / ROOM.layers)),
      layer: this.names.layers.nameOf(layerAndUp % ROOM.layers),
      fate: FATES[fateAndUp % ROOM.fates] ?? 'read',
      reason: this.reasons[why] ?? '',
      count,
    }
  }
}
