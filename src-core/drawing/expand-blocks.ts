import { type Curve, mapCurve } from './dxf-curve.ts'
import type {
  BlockInsert,
  Content,
  DrawnChain,
  DrawnPoint,
  DrawnText,
  DxfContents,
} from './dxf-contents.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { type Affine, compose, IDENTITY, mapPoint, plus, shift, times } from './space.ts'

/** A drawing whose blocks are put in: chains, points and words in drawing units. */
export interface FlatContents {
  readonly chains: readonly DrawnChain[]
  readonly points: readonly DrawnPoint[]
  readonly texts: readonly DrawnText[]
  /** Names of blocks that are put in and are not in the file, each once. */
  readonly missingBlocks: readonly string[]
}

/** A limit that the putting in of blocks ran into. */
export interface ExpandRefusal {
  readonly limit: 'nesting' | 'segments' | 'time'
  readonly value: number
  readonly place: string
}

/** How far the putting in of blocks may go. */
export interface ExpandLimits {
  readonly nesting: number
  readonly pieces: number
  readonly isOver: () => boolean
}

interface Expansion {
  readonly source: DxfContents
  readonly limits: ExpandLimits
  readonly chains: DrawnChain[]
  readonly points: DrawnPoint[]
  readonly texts: DrawnText[]
  readonly missing: Set<string>
  pieces: number
  refusal: ExpandRefusal | null
}

/** Where contents are put: the map, the layer that layer 0 stands for, and the blocks around. */
interface Site {
  readonly map: Affine
  readonly layer: string | null
  readonly path: readonly string[]
}

const CLOCK_STEP = 1024

function spend(expansion: Expansion, pieces: number, site: Site): boolean {
  const before = expansion.pieces
  expansion.pieces += pieces
  const place = site.path.join(' > ')
  if (expansion.pieces > expansion.limits.pieces) {
    expansion.refusal ??= { limit: 'segments', value: expansion.pieces, place }
  } else if (
    Math.floor(before / CLOCK_STEP) !== Math.floor(expansion.pieces / CLOCK_STEP) &&
    expansion.limits.isOver()
  ) {
    expansion.refusal ??= { limit: 'time', value: expansion.pieces, place }
  }
  return expansion.refusal === null
}

function curvesAt(map: Affine, curves: readonly Curve[]): readonly Curve[] {
  return map === IDENTITY ? curves : curves.map((curve) => mapCurve(map, curve))
}

function putInsert(expansion: Expansion, insert: BlockInsert, site: Site, layer: string): void {
  const block = expansion.source.blocks.get(insert.block)
  if (block === undefined) {
    expansion.missing.add(insert.block)
    return
  }
  const path = [...site.path, insert.block]
  if (path.length > expansion.limits.nesting) {
    expansion.refusal ??= {
      limit: 'nesting',
      value: path.length,
      place: path.slice(-4).join(' > '),
    }
    return
  }
  const placed = compose(insert.place, shift(times(block.base, -1)))
  for (let row = 0; row < insert.rows; row += 1) {
    for (let column = 0; column < insert.columns; column += 1) {
      if (!spend(expansion, 1, site)) return
      const step = plus(times(insert.columnStep, column), insert.rowStep, row)
      const map = compose(site.map, { ...placed, origin: plus(placed.origin, step) })
      putContents(expansion, block.contents, { map, layer, path })
    }
  }
}

function putContents(expansion: Expansion, contents: readonly Content[], site: Site): void {
  for (const content of contents) {
    if (expansion.refusal !== null) return
    const layer = content.layer === '0' && site.layer !== null ? site.layer : content.layer
    if (content.kind === 'insert') putInsert(expansion, content, site, layer)
    else if (content.kind === 'chain') {
      if (!spend(expansion, content.curves.length, site)) return
      expansion.chains.push({ ...content, layer, curves: curvesAt(site.map, content.curves) })
    } else {
      if (!spend(expansion, 1, site)) return
      const at = mapPoint(site.map, content.at)
      if (content.kind === 'text') expansion.texts.push({ ...content, layer, at })
      else expansion.points.push({ ...content, layer, at })
    }
  }
}

/**
 * Puts every block of a drawing in where it is inserted, nested ones and arrays too. An entity on layer 0
 * of a block takes the layer of the insert. Stops at the first limit.
 */
export function expandBlocks(
  source: DxfContents,
  limits: ExpandLimits,
): Result<FlatContents, ExpandRefusal> {
  const expansion: Expansion = {
    source,
    limits,
    chains: [],
    points: [],
    texts: [],
    missing: new Set(),
    pieces: 0,
    refusal: null,
  }
  putContents(expansion, source.contents, { map: IDENTITY, layer: null, path: [] })
  if (expansion.refusal !== null) return failure(expansion.refusal)
  const { chains, points, texts, missing } = expansion
  return success({ chains, points, texts, missingBlocks: [...missing].sort() })
}
