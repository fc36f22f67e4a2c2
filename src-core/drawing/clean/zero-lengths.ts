import { SegmentBuffer, type SegmentTable } from '../segment-buffer.ts'
import { SEGMENT_STRIDE, SegmentView } from '../segment-view.ts'
import { realAt, wholeAt } from '../typed-arrays.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'

const ZERO_MM = 1e-6

/** Segments of chains, some of which may have none left. */
export interface ChainSegments {
  readonly segments: SegmentTable
  readonly firstSegment: Int32Array
}

/** True where the ends of a piece are one point: it is a full turn, or has no length. */
function areEndsNear({ coordsMm }: SegmentTable, index: number): boolean {
  const at = index * SEGMENT_STRIDE
  const dx = realAt(coordsMm, at) - realAt(coordsMm, at + 2)
  const dy = realAt(coordsMm, at + 1) - realAt(coordsMm, at + 3)
  return Math.abs(dx) <= ZERO_MM && Math.abs(dy) <= ZERO_MM
}

/** Marks the pieces without length that may be dropped with 1, and counts them; each is listed. */
function markZeroPieces(raw: RawDrawing, dropped: Uint8Array, cleaning: Cleaning): number {
  const { segments, chains } = raw
  const view = new SegmentView()
  let count = 0
  for (let chain = 0; chain < chains.count; chain += 1) {
    const first = wholeAt(chains.firstSegment, chain)
    const end = wholeAt(chains.firstSegment, chain + 1)
    for (let index = first; index < end; index += 1) {
      if (!areEndsNear(segments, index)) continue
      if (view.load(segments, index).lengthMm > ZERO_MM) continue
      const key = `${String(chain)}.${String(index - first)}`
      if (!cleaning.may('zero-length', () => key)) continue
      dropped[index] = 1
      count += 1
      const layer = wholeAt(chains.layers, chain)
      cleaning.repaired('zero-length', key, { layer, x: view.fromX, y: view.fromY, amountMm: 0 })
    }
  }
  return count
}

/** The chains of a drawing without the pieces that have no length; the drawing's own arrays where none has. */
export function withoutZeroLengths(raw: RawDrawing, cleaning: Cleaning): ChainSegments {
  const { segments, chains } = raw
  const dropped = new Uint8Array(segments.count)
  const count = markZeroPieces(raw, dropped, cleaning)
  if (count === 0) return { segments, firstSegment: chains.firstSegment }
  const room = segments.count - count
  const kept = new SegmentBuffer({ segments: Infinity, coordinateMm: Infinity }, room)
  const firstSegment = new Int32Array(chains.count + 1)
  for (let chain = 0; chain < chains.count; chain += 1) {
    firstSegment[chain] = kept.count
    const end = wholeAt(chains.firstSegment, chain + 1)
    for (let index = wholeAt(chains.firstSegment, chain); index < end; index += 1) {
      if (dropped[index] !== 1) kept.copy(segments, index, false)
    }
  }
  firstSegment[chains.count] = kept.count
  return { segments: kept.table(), firstSegment }
}
