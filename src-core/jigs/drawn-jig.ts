import { pathBounds, pathLengthMm } from '../geometry/path.ts'
import type { DrawnPath } from '../rosette/plan.schema.ts'
import type { Jig } from './jig.ts'

/** Height of the words and how far they stand below the outline, mm. */
const LABEL_MM = 4
const LABEL_GAP_MM = 4

/** A jig whose outline was taken from a drawing: cut as it was drawn, with the size to check it by. */
export function drawnJig({ id, name, path }: DrawnPath): Jig {
  const box = pathBounds(path) ?? { minXMm: 0, minYMm: 0, maxXMm: 0, maxYMm: 0 }
  const at = { xMm: box.minXMm, yMm: box.minYMm - LABEL_GAP_MM - LABEL_MM }
  return {
    id,
    title: name,
    parts: [
      {
        name,
        shapes: [{ layer: 'CUT', path }],
        labels: [{ at, heightMm: LABEL_MM, text: name }],
      },
    ],
    figures: [
      { name: 'Width over all', value: box.maxXMm - box.minXMm, unit: 'mm' },
      { name: 'Height over all', value: box.maxYMm - box.minYMm, unit: 'mm' },
      { name: 'Length of the outline', value: pathLengthMm(path), unit: 'mm' },
    ],
    notes: [
      'The outline is the drawing’s own; nothing was added for a saw, a bit or a bearing.',
      'Check the width over all on the print before you cut.',
    ],
  }
}
