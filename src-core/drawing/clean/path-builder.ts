import { SegmentBuffer } from '../segment-buffer.ts'
import { hypotenuse, SEGMENT, SEGMENT_STRIDE } from '../segment-view.ts'
import { GrowingReals, GrowingWholes, realAt, wholeAt } from '../typed-arrays.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import { CHAIN, gapKey, type Joining, ROUNDED_MM } from './join-ends.ts'
import { RoundOff } from './round-off.ts'
import type { ChainSegments } from './zero-lengths.ts'

/** Paths laid end to end, before they are oriented. */
export interface BuiltPaths {
  readonly segments: SegmentBuffer
  /** One more than there are paths. */
  readonly firstSegment: GrowingWholes
  readonly layers: GrowingWholes
  readonly closed: GrowingWholes
  /** First of the chains each path was made of, in the order of the drawing: what its repairs are named by. */
  readonly keys: GrowingWholes
  /** x, y and radius of the circle a path is; NaN where it is none. */
  readonly circles: GrowingReals
  readonly firstSource: GrowingWholes
  readonly sourceTypes: GrowingWholes
  readonly sourceLines: GrowingWholes
  joinCount: number
}

/** Lays chains end to end as the joining says. */
class PathBuilder {
  readonly built: BuiltPaths
  private readonly raw: RawDrawing
  private readonly chains: ChainSegments
  private readonly partners: Int32Array
  private readonly cleaning: Cleaning
  private readonly used: Uint8Array
  private readonly roundOff: RoundOff

  constructor(raw: RawDrawing, chains: ChainSegments, joining: Joining, cleaning: Cleaning) {
    this.raw = raw
    this.chains = chains
    this.partners = joining.partners
    this.cleaning = cleaning
    this.used = new Uint8Array(raw.chains.count)
    const { count } = raw.chains
    this.built = {
      segments: new SegmentBuffer(
        { segments: Infinity, coordinateMm: Infinity },
        chains.segments.count,
      ),
      firstSegment: new GrowingWholes(count + 1),
      layers: new GrowingWholes(count),
      closed: new GrowingWholes(count),
      keys: new GrowingWholes(count),
      circles: new GrowingReals(3 * count),
      firstSource: new GrowingWholes(count + 1),
      sourceTypes: new GrowingWholes(count),
      sourceLines: new GrowingWholes(count),
      joinCount: 0,
    }
    this.roundOff = new RoundOff(this.built.segments, this.built.circles, cleaning)
  }

  /** Makes the path a chain is part of, unless it is made. */
  build(chain: number, isClosed: boolean): void {
    if (this.used[chain] === 1) return
    const { built } = this
    const first = built.segments.count
    const layer = wholeAt(this.raw.chains.layers, chain)
    built.firstSegment.push(first)
    built.firstSource.push(built.sourceTypes.count)
    built.layers.push(layer)
    built.keys.push(chain)
    const start = isClosed ? 2 * chain : this.headOf(chain)
    const last = this.append(start)
    const isRound = isClosed || wholeAt(this.partners, last) === start
    if (isRound && !isWholeTurn(built.segments, first)) this.close(first, last, start)
    built.closed.push(isRound ? 1 : 0)
    this.roundOff.take({ first, layer, key: chain, isClosed: isRound })
  }

  /** The end a joined path begins at: against the chain's own direction as far as it goes. */
  private headOf(chain: number): number {
    let end = 2 * chain
    for (;;) {
      const partner = wholeAt(this.partners, end)
      if (partner < 0) return end
      end = partner ^ 1
      if (end >> 1 === chain) return 2 * chain
    }
  }

  /** Lays chain after chain from an end on; returns the end it stops at. */
  private append(start: number): number {
    let end = start
    for (;;) {
      this.appendChain(end)
      const far = end ^ 1
      const partner = wholeAt(this.partners, far)
      if (partner < 0 || this.used[partner >> 1] === 1) return far
      this.built.joinCount += 1
      this.meet(far, partner)
      end = partner
    }
  }

  private appendChain(end: number): void {
    const chain = end >> 1
    const { built, chains, raw } = this
    this.used[chain] = 1
    built.sourceTypes.push(wholeAt(raw.chains.types, chain))
    built.sourceLines.push(wholeAt(raw.chains.lines, chain))
    const first = wholeAt(chains.firstSegment, chain)
    const last = wholeAt(chains.firstSegment, chain + 1) - 1
    const before = built.segments.count
    const hasBefore = before > wholeAt(built.firstSegment.values, built.firstSegment.count - 1)
    if ((end & 1) === 0) built.segments.copyAll(chains.segments, first, last + 1)
    else {
      for (let index = last; index >= first; index -= 1) {
        built.segments.copy(chains.segments, index, true)
      }
    }
    if (hasBefore) this.moveStart(before)
  }

  /** Makes a segment begin where the one before it ends: a line's end moves; `meet` did it for two arcs. */
  private moveStart(index: number): void {
    const { coordsMm, kinds } = this.built.segments
    const at = index * SEGMENT_STRIDE
    const before = at - SEGMENT_STRIDE
    if (kinds[index] === SEGMENT.line) {
      coordsMm[at] = realAt(coordsMm, before + 2)
      coordsMm[at + 1] = realAt(coordsMm, before + 3)
    } else if (kinds[index - 1] === SEGMENT.line) {
      coordsMm[before + 2] = realAt(coordsMm, at)
      coordsMm[before + 3] = realAt(coordsMm, at + 1)
    }
  }

  /** Tells a gap between the end just drawn and the one that goes on; two arcs get a short line between. */
  private meet(from: number, to: number): void {
    const { segments } = this.built
    const source = this.chains.segments
    const chain = to >> 1
    const isForwards = (to & 1) === 0
    const next = isForwards
      ? wholeAt(this.chains.firstSegment, chain)
      : wholeAt(this.chains.firstSegment, chain + 1) - 1
    const at = next * SEGMENT_STRIDE + (isForwards ? 0 : 2)
    const x = realAt(source.coordsMm, at)
    const y = realAt(source.coordsMm, at + 1)
    const areArcs = source.kinds[next] !== SEGMENT.line && lastKind(segments) !== SEGMENT.line
    this.bridge({ x, y, areArcs, key: gapKey(from, to) })
  }

  /** Closes the path that was just laid onto its start. */
  private close(first: number, last: number, start: number): void {
    const { segments } = this.built
    const at = first * SEGMENT_STRIDE
    const x = realAt(segments.coordsMm, at)
    const y = realAt(segments.coordsMm, at + 1)
    const areArcs = segments.kinds[first] !== SEGMENT.line && lastKind(segments) !== SEGMENT.line
    if (last >> 1 !== start >> 1) this.built.joinCount += 1
    this.bridge({ x, y, areArcs, key: gapKey(last, start) })
    const end = (segments.count - 1) * SEGMENT_STRIDE
    const { coordsMm } = segments
    if (lastKind(segments) === SEGMENT.line) {
      coordsMm[end + 2] = x
      coordsMm[end + 3] = y
    } else if (segments.kinds[first] === SEGMENT.line) {
      coordsMm[at] = realAt(coordsMm, end + 2)
      coordsMm[at + 1] = realAt(coordsMm, end + 3)
    }
  }

  private bridge(gap: {
    readonly x: number
    readonly y: number
    readonly areArcs: boolean
    readonly key: string
  }): void {
    const { segments, layers } = this.built
    const end = (segments.count - 1) * SEGMENT_STRIDE
    const x = realAt(segments.coordsMm, end + 2)
    const y = realAt(segments.coordsMm, end + 3)
    const amountMm = hypotenuse(gap.x - x, gap.y - y)
    if (amountMm <= ROUNDED_MM) return
    const layer = wholeAt(layers.values, layers.count - 1)
    this.cleaning.repaired('gap-closed', gap.key, { layer, x, y, amountMm })
    if (!gap.areArcs) return
    segments.moveTo(x, y)
    segments.lineTo(gap.x, gap.y)
  }
}

function lastKind({ kinds, count }: SegmentBuffer): number {
  return kinds[count - 1] as number
}

function isWholeTurn({ coordsMm, kinds, count }: SegmentBuffer, first: number): boolean {
  const at = first * SEGMENT_STRIDE
  const isSame = coordsMm[at] === coordsMm[at + 2] && coordsMm[at + 1] === coordsMm[at + 3]
  return count === first + 1 && kinds[first] !== SEGMENT.line && isSame
}

/**
 * Lays open chains end to end and closes what closes on itself, in the order of the drawing. Where two ends
 * are a gap apart a line's end moves, and two arcs get a short line between them; each gap is listed.
 */
export function buildPaths(
  raw: RawDrawing,
  chains: ChainSegments,
  { states, joining }: { readonly states: Uint8Array; readonly joining: Joining },
  cleaning: Cleaning,
): BuiltPaths {
  const builder = new PathBuilder(raw, chains, joining, cleaning)
  for (let chain = 0; chain < raw.chains.count && cleaning.goesOn(); chain += 1) {
    if (states[chain] !== CHAIN.dropped) builder.build(chain, states[chain] === CHAIN.closed)
  }
  const { built } = builder
  built.firstSegment.push(built.segments.count)
  built.firstSource.push(built.sourceTypes.count)
  return built
}
