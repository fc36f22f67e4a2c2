import { failure, type Result, success } from '../../outcome/result.ts'
import type { GrowingBox } from '../segment-view.ts'
import { SegmentView } from '../segment-view.ts'
import { wholeAt } from '../typed-arrays.ts'
import type { CleanDrawing, RawDrawing } from './clean-drawing.ts'
import { Cleaning, type CleanOptions } from './cleaning.ts'
import { markDuplicates } from './duplicates.ts'
import { CHAIN, ChainEnds, gapKey, joinEnds, ROUNDED_MM } from './join-ends.ts'
import { buildPaths } from './path-builder.ts'
import { shapePaths } from './shape-paths.ts'
import { type ChainSegments, withoutZeroLengths } from './zero-lengths.ts'

/** Tells for each chain whether it is dropped, closes on itself, or is open. */
function statesOf(raw: RawDrawing, chains: ChainSegments, cleaning: Cleaning): Uint8Array {
  const states = markDuplicates(raw, chains, cleaning)
  const ends = new ChainEnds(chains)
  const view = new SegmentView()
  for (let chain = 0; chain < raw.chains.count; chain += 1) {
    if (states[chain] === 1) {
      states[chain] = CHAIN.dropped
      continue
    }
    const first = wholeAt(chains.firstSegment, chain)
    // a single short piece is open however near its ends are
    const isClosed =
      wholeAt(chains.firstSegment, chain + 1) - first === 1
        ? view.load(chains.segments, first).isWhole
        : mayClose(chain, ends, cleaning)
    states[chain] = isClosed ? CHAIN.closed : CHAIN.open
  }
  return states
}

function mayClose(chain: number, ends: ChainEnds, cleaning: Cleaning): boolean {
  const start = 2 * chain
  const end = 2 * chain + 1
  const gapMm = ends.gapMm(start, end)
  if (gapMm > cleaning.options.joinToleranceMm) return false
  return gapMm <= ROUNDED_MM || cleaning.may('gap-closed', () => gapKey(start, end))
}

function boundsOf({ minX, minY, maxX, maxY }: GrowingBox): CleanDrawing['bounds'] {
  return minX > maxX ? null : { minXMm: minX, minYMm: minY, maxXMm: maxX, maxYMm: maxY }
}

/**
 * Cleans up what a file holds, layer by layer: zero lengths and duplicates are dropped, ends that meet are
 * joined, loops oriented, circles found in polylines. Every change is listed with its place and an id, and
 * is not made when `repairsOff` has that id or its kind: the same drawing cleaned up again without it. What
 * is in doubt (near misses, branches, crossings) is listed and left.
 */
export function cleanUp(
  raw: RawDrawing,
  options: CleanOptions,
): Result<CleanDrawing, { readonly kind: 'over-time' }> {
  const cleaning = new Cleaning(raw, options)
  const chains = withoutZeroLengths(raw, cleaning)
  const states = statesOf(raw, chains, cleaning)
  options.tell(0.25)
  const joining = joinEnds(raw, chains, states, cleaning)
  options.tell(0.4)
  const built = buildPaths(raw, chains, { states, joining }, cleaning)
  options.tell(0.5)
  const { paths, bounds } = shapePaths(built, cleaning)
  if (cleaning.isStopped) return failure({ kind: 'over-time' })
  return success({
    layerNames: raw.layerNames,
    typeNames: raw.typeNames,
    segments: built.segments.table(),
    paths,
    sources: {
      count: built.sourceTypes.count,
      types: built.sourceTypes.taken(),
      lines: built.sourceLines.taken(),
    },
    joinCount: built.joinCount,
    repairs: cleaning.repairs,
    doubts: cleaning.doubts,
    bounds: boundsOf(bounds),
  })
}
