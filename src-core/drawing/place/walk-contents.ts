import { failure, type Result, success } from '../../outcome/result.ts'
import { type ContentStore, KIND } from '../dxf/content-store.ts'
import type { DxfContents, RecordRange } from '../dxf/dxf-contents.ts'
import {
  type Affine,
  compose,
  IDENTITY,
  mapDirection,
  plus,
  shift,
  times,
  turnAndScale,
  vec,
} from './space.ts'

/** A limit that the putting in of blocks ran into. */
export interface WalkRefusal {
  readonly limit: 'nesting' | 'segments' | 'time'
  readonly value: number
  readonly place: string
}

/** How far the putting in of blocks may go. */
export interface WalkLimits {
  readonly nesting: number
  readonly pieces: number
  readonly isOver: () => boolean
}

/** Told of every record where it is drawn; the map holds its own frame, the layer is the one it is shown on. */
export type Visit = (record: number, map: Affine, layer: number) => void

/** What a walk met. */
export interface WalkedBlocks {
  /** Names of blocks that are put in and are not in the file, each once. */
  readonly missing: readonly string[]
  /** Names of blocks that are put in and stand in another file. */
  readonly external: readonly string[]
}

interface Walk {
  readonly source: DxfContents
  readonly limits: WalkLimits
  readonly visit: Visit
  readonly zeroLayer: number
  readonly missing: Set<number>
  readonly external: Set<number>
  /** The map made last, of these two. */
  last: { readonly map: Affine; readonly frame: number; readonly composed: Affine }
  pieces: number
  /** Count of pieces at which the clock is looked at next. */
  nextLook: number
  refusal: WalkRefusal | null
}

/** Where contents are put: the map, the layer that layer 0 stands for, and the blocks around. */
interface Site {
  readonly map: Affine
  /** −1 outside of blocks. */
  readonly layer: number
  readonly path: readonly number[]
}

const CLOCK_STEP = 1024

function placeName(walk: Walk, path: readonly number[]): string {
  return path
    .slice(-4)
    .map((name) => walk.source.blockNames.nameOf(name))
    .join(' > ')
}

function spend(walk: Walk, pieces: number, site: Site): boolean {
  walk.pieces += pieces
  if (walk.pieces > walk.limits.pieces) {
    walk.refusal ??= {
      limit: 'segments',
      value: walk.pieces,
      place: placeName(walk, site.path),
    }
  } else if (walk.pieces >= walk.nextLook) {
    walk.nextLook = walk.pieces + CLOCK_STEP
    if (walk.limits.isOver()) {
      walk.refusal ??= { limit: 'time', value: walk.pieces, place: placeName(walk, site.path) }
    }
  }
  return walk.refusal === null
}

function mapOf(walk: Walk, map: Affine, frame: number): Affine {
  if (frame === 0) return map
  const { last } = walk
  if (last.map === map && last.frame === frame) return last.composed
  const composed = compose(map, walk.source.store.frame(frame))
  walk.last = { map, frame, composed }
  return composed
}

/** An INSERT as it stands in the store. */
interface PlacedBlock {
  readonly turned: Affine
  readonly scaled: Affine
  readonly columns: number
  readonly rows: number
  readonly columnStep: number
  readonly rowStep: number
  readonly name: number
}

function placedBlock(store: ContentStore, record: number): PlacedBlock {
  const start = store.startOf(record)
  const at = (index: number) => store.number(start + index)
  const frame = store.frameNumberOf(record)
  const own = frame === 0 ? IDENTITY : store.frame(frame)
  const turn = turnAndScale(at(6), vec(1, 1, 1))
  const turned = compose(own, compose(shift(vec(at(0), at(1), at(2))), turn))
  return {
    turned,
    scaled: compose(turned, turnAndScale(0, vec(at(3), at(4), at(5)))),
    columns: at(7),
    rows: at(8),
    columnStep: at(9),
    rowStep: at(10),
    name: at(11),
  }
}

function putBlock(walk: Walk, record: number, site: Site, layer: number): void {
  const { source, limits } = walk
  const placed = placedBlock(source.store, record)
  const block = source.blocks.get(placed.name)
  if (block === undefined) {
    walk.missing.add(placed.name)
    return
  }
  if (block.external) walk.external.add(placed.name)
  const path = [...site.path, placed.name]
  if (path.length > limits.nesting) {
    walk.refusal ??= { limit: 'nesting', value: path.length, place: placeName(walk, path) }
    return
  }
  const based = compose(placed.scaled, shift(times(block.base, -1)))
  const columnStep = mapDirection(placed.turned, vec(placed.columnStep, 0))
  const rowStep = mapDirection(placed.turned, vec(0, placed.rowStep))
  for (let row = 0; row < placed.rows; row += 1) {
    for (let column = 0; column < placed.columns; column += 1) {
      if (!spend(walk, 1, site)) return
      const step = plus(times(columnStep, column), rowStep, row)
      const map = compose(site.map, { ...based, origin: plus(based.origin, step) })
      putRecords(walk, block, { map, layer, path })
    }
  }
}

function putRecords(walk: Walk, { first, end }: RecordRange, site: Site): void {
  const { store } = walk.source
  for (let record = first; record < end; record += 1) {
    if (walk.refusal !== null) return
    const own = store.layerOf(record)
    const layer = own === walk.zeroLayer && site.layer >= 0 ? site.layer : own
    if (store.kindOf(record) === KIND.insert) putBlock(walk, record, site, layer)
    else {
      if (!spend(walk, store.curvesOf(record), site)) return
      walk.visit(record, mapOf(walk, site.map, store.frameNumberOf(record)), layer)
    }
  }
}

/**
 * Goes through everything a drawing shows: every block where it is put in, nested ones and arrays too. An
 * entity on layer 0 of a block is shown on the layer of the insert. Stops at the first limit.
 */
export function walkContents(
  source: DxfContents,
  limits: WalkLimits,
  visit: Visit,
): Result<WalkedBlocks, WalkRefusal> {
  const walk: Walk = {
    ...{ source, limits, visit },
    zeroLayer: source.names.layers.numberOf('0'),
    missing: new Set(),
    external: new Set(),
    last: { map: IDENTITY, frame: 0, composed: IDENTITY },
    pieces: 0,
    nextLook: CLOCK_STEP,
    refusal: null,
  }
  for (const range of source.drawn) putRecords(walk, range, { map: IDENTITY, layer: -1, path: [] })
  if (walk.refusal !== null) return failure(walk.refusal)
  const namesOf = (numbers: Set<number>) =>
    [...numbers].map((number) => source.blockNames.nameOf(number)).sort()
  return success({ missing: namesOf(walk.missing), external: namesOf(walk.external) })
}
