import { failure, type Result, success } from '../../outcome/result.ts'
import type { RawDrawing } from '../clean/clean-drawing.ts'
import { KIND } from '../dxf/content-store.ts'
import type { DxfContents } from '../dxf/dxf-contents.ts'
import { SegmentBuffer, type SegmentLimits, type SegmentRefusal } from '../segment-buffer.ts'
import { GrowingWholes } from '../typed-arrays.ts'
import { Flattener } from './flatten.ts'
import { IDENTITY } from './space.ts'
import { walkContents, type WalkLimits, type WalkRefusal } from './walk-contents.ts'

/** A limit met while contents are placed, with the entity at which it was. */
export type PlaceRefusal =
  | { readonly by: 'walk'; readonly refusal: WalkRefusal }
  | {
      readonly by: 'segments'
      readonly refusal: SegmentRefusal
      readonly type: string
      readonly line: number
    }

/** In which unit contents are placed, how closely, and how far that may go. */
export interface PlaceOptions {
  readonly mmPerUnit: number
  readonly toleranceMm: number
  readonly walk: WalkLimits
  readonly segments: SegmentLimits
  /** About how many segments the walk will draw. */
  readonly pieces: number
}

/** Draws everything a file shows as chains of lines and arcs in mm. */
export function placeContents(
  contents: DxfContents,
  options: PlaceOptions,
): Result<RawDrawing, PlaceRefusal> {
  const { store, names } = contents
  const { mmPerUnit, toleranceMm } = options
  const segments = new SegmentBuffer(options.segments, options.pieces)
  const flattener = new Flattener(store, segments, { mmPerUnit, toleranceMm, start: IDENTITY })
  const firstSegment = new GrowingWholes(store.count + 1)
  const layers = new GrowingWholes(store.count)
  const types = new GrowingWholes(store.count)
  const lines = new GrowingWholes(store.count)
  const walked = walkContents(contents, options.walk, (record, map, layer) => {
    const kind = store.kindOf(record)
    if (kind === KIND.point || kind === KIND.text || segments.refusal !== null) return
    firstSegment.push(segments.count)
    layers.push(layer)
    types.push(store.typeOf(record))
    lines.push(store.lineOf(record))
    flattener.draw(record, map)
  })
  if (segments.refusal !== null) {
    const last = lines.count - 1
    const type = names.types.nameOf(types.values[last] ?? 0)
    const line = lines.values[last] ?? 0
    return failure({ by: 'segments', refusal: segments.refusal, type, line })
  }
  if (!walked.ok) return failure({ by: 'walk', refusal: walked.error })
  const { count } = layers
  firstSegment.push(segments.count)
  return success({
    layerNames: names.layers.names,
    typeNames: names.types.names,
    segments: segments.inPlace(),
    chains: {
      count,
      firstSegment: firstSegment.taken(),
      layers: layers.taken(),
      types: types.taken(),
      lines: lines.taken(),
    },
  })
}
