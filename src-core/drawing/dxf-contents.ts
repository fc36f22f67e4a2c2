import type { Curve } from './dxf-curve.ts'
import type { ValueFault } from './dxf-groups.ts'
import type { Affine, Vec3 } from './space.ts'

/** Where something stands in the file. */
interface Placed {
  /** Name of the entity, e.g. `LWPOLYLINE`. */
  readonly type: string
  readonly layer: string
  /** Line of the file it begins at. */
  readonly line: number
}

/** Curves that are laid end to end, as the file has them. */
export interface DrawnChain extends Placed {
  readonly kind: 'chain'
  readonly curves: readonly Curve[]
}

/** A single point. */
export interface DrawnPoint extends Placed {
  readonly kind: 'point'
  readonly at: Vec3
}

/** A word; it is shown and never cut. */
export interface DrawnText extends Placed {
  readonly kind: 'text'
  readonly at: Vec3
  readonly text: string
}

/** A block put in, once or as an array. */
export interface BlockInsert extends Placed {
  readonly kind: 'insert'
  readonly block: string
  /** Where each copy goes; the block's base point is taken off by the expansion. */
  readonly columns: number
  readonly rows: number
  readonly columnStep: Vec3
  readonly rowStep: Vec3
  readonly place: Affine
}

/** What one entity of the file says. */
export type Content = DrawnChain | DrawnPoint | DrawnText | BlockInsert

/** A block of the file. */
export interface Block {
  readonly base: Vec3
  readonly contents: Content[]
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

/** A DXF file as read, before blocks are put in and units are settled. */
export interface DxfContents {
  readonly header: DxfHeader
  readonly layers: readonly LayerState[]
  readonly blocks: ReadonlyMap<string, Block>
  readonly contents: readonly Content[]
  readonly tally: readonly TallyRow[]
  readonly faults: readonly EntityFault[]
  readonly faultCount: number
  /** False when the file ends without its EOF mark. */
  readonly complete: boolean
}
