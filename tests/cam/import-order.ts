import { USUAL_LIMITS } from '#core/drawing/drawing-limits.ts'
import type { DrawingFileOptions } from '../../src-main/drawings/drawing-file.ts'

/** How drawings are imported unless a test is about that. */
export const IMPORT_TOLERANCE: DrawingFileOptions = {
  unit: null,
  limits: USUAL_LIMITS,
  allowLarge: false,
  curveToleranceMm: 0.01,
  joinToleranceMm: 0.01,
}
