import type { DrawingFileOptions } from '../../src-main/drawings/drawing-file.ts'

/** How drawings are imported unless a test is about that. */
export const IMPORT_TOLERANCE: DrawingFileOptions = {
  unit: null,
  allowLarge: false,
  curveToleranceMm: 0.01,
  joinToleranceMm: 0.01,
}
