import { type PackedDrawing, segmentsOf } from '#core/drawing/packed-drawing.ts'
import type { Sheet } from '#core/drawing/sheet.ts'
import { writeDxfR2000 } from '#core/drawing/write-dxf-r2000.ts'
import { writeDxfR12 } from '#core/drawing/write-dxf.ts'
import { writeSvg } from '#core/drawing/write-svg.ts'
import type { DrawingFacts } from './drawing-facts.ts'
import { drawingsStrings } from './drawings.strings.ts'

/** A format the cleaned drawing can be had in. */
export type ExportFormat = keyof typeof drawingsStrings.exports

const NO_BOUNDS = { minXMm: 0, minYMm: 0, maxXMm: 0, maxYMm: 0 }
/** AutoCAD's ink: black on white, white on black. */
const INK = { colour: '#000000', dxfColour: 7 }

/** How each format is written, and what its files' names end in. */
const WRITERS: Readonly<
  Record<ExportFormat, { readonly ending: string; readonly write: (sheet: Sheet) => string }>
> = {
  r12: { ending: '.dxf', write: writeDxfR12 },
  r2000: { ending: '-R2000.dxf', write: writeDxfR2000 },
  svg: { ending: '.svg', write: writeSvg },
}

/** What is seen of a drawing, as it was cleaned, as a sheet: the layers that are on, arcs as arcs. */
function sheetOf(facts: DrawingFacts, title: string, layersOff: readonly string[]): Sheet {
  const { packed, paths } = facts
  const off = new Set(layersOff)
  const nameOf = (layer: number, { layerNames }: PackedDrawing) => layerNames[layer] ?? '0'
  return {
    title,
    layers: packed.layerNames.filter((name) => !off.has(name)).map((name) => ({ name, ...INK })),
    shapes: paths
      .filter(({ layer }) => !off.has(nameOf(layer, packed)))
      .map((path) => ({ layer: nameOf(path.layer, packed), path: segmentsOf(packed, path) })),
    labels: [],
    bounds: packed.bounds ?? NO_BOUNDS,
  }
}

/** The file of what is seen; the name says that it was cleaned. */
export function exportFile(
  facts: DrawingFacts,
  fileName: string,
  layersOff: readonly string[],
  format: ExportFormat,
): { readonly fileName: string; readonly text: string } {
  const stem = fileName.replace(/\.[^.]*$/, '')
  const sheet = sheetOf(facts, drawingsStrings.exportTitle(stem), layersOff)
  const { ending, write } = WRITERS[format]
  return { fileName: `${stem}-cleaned${ending}`, text: write(sheet) }
}
