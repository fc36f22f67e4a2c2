import type { CleanPath } from '../drawing/clean-paths.ts'
import type { Result } from '../outcome/result.ts'
import { sliceBand } from './slice-band.ts'
import type { SliceParams } from './slice-params.schema.ts'
import { sliceRing } from './slice-ring.ts'
import type { SliceRefusal, Slicing } from './slicing.ts'

/**
 * Cuts what the parameters name of a drawing into pieces: the ring between two closed paths, or a band
 * along one path, open or closed. Same paths and same parameters give the same numbers.
 */
export function sliceDrawing(
  paths: readonly CleanPath[],
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const { cut } = params
  return cut.kind === 'ring' ? sliceRing(paths, cut, params) : sliceBand(paths, cut, params)
}
