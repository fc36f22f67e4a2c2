import type { Vec3 } from '../place/space.ts'
import type { ContentStore } from './content-store.ts'
import type { Names, ValueFault } from './raw-entity.ts'
import type { NameTable } from './name-table.ts'

/** Records of a store, the last one not among them. */
export interface RecordRange {
  readonly first: number
  readonly end: number
}

/** A block of the file. */
export interface Block extends RecordRange {
  readonly base: Vec3
  /** True where its geometry is in another file. */
  readonly external: boolean
}

/** What became of the entities of a type on a layer. */
export interface TallyRow {
  readonly type: string
  readonly layer: string
  readonly fate: 'read' | 'annotation' | 'part' | 'ignored' | 'faulty'
  /** Why it was ignored; empty otherwise. */
  readonly reason: string
  readonly count: number
}

/** A layer as the file declares it; one that is only used is shown too. */
export interface LayerState {
  readonly name: string
  readonly shown: boolean
  /** AutoCAD colour index, or null where the file does not declare the layer. */
  readonly colourIndex: number | null
}

/** An entity left out because a value of it cannot be read. */
export interface EntityFault extends ValueFault {
  readonly type: string
  readonly layer: string
}

/** What the header says about the file; null where it says nothing. */
export interface DxfHeader {
  readonly version: string | null
  readonly insertUnits: number | null
  readonly measurement: number | null
}

/** What is told of a file as it stands. */
export interface DxfSource {
  readonly header: DxfHeader
  readonly layers: readonly LayerState[]
  readonly tally: readonly TallyRow[]
  readonly faults: readonly EntityFault[]
  readonly faultCount: number
  /** False when the file ends without its EOF mark. */
  readonly complete: boolean
}

/** A DXF file as read, before blocks are put in and units are settled. */
export interface DxfContents {
  readonly source: DxfSource
  readonly names: Names
  readonly blockNames: NameTable
  readonly blocks: ReadonlyMap<number, Block>
  readonly store: ContentStore
  /** What stands in ENTITIES. */
  readonly drawn: readonly RecordRange[]
}
