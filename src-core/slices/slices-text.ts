import type { SliceParams } from './slice-params.schema.ts'
import type { Slicing } from './slicing.ts'

/**
 * A slicing as a JSON document, without a final newline: lengths in mm, angles in radians, every number
 * to its last digit. `source` is the name of the drawing's file.
 */
export function slicesText(source: string, params: SliceParams, slicing: Slicing): string {
  const head = { schema: 'rmos.dxf-slices', version: 1, source, lengths: 'mm', angles: 'rad' }
  return JSON.stringify({ ...head, params, ...slicing }, null, 2)
}
