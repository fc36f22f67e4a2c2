import { pathBetween } from './clean-paths.ts'
import type { CleanDrawing } from './clean/clean-drawing.ts'
import type { Sheet, SheetLayer } from './sheet.ts'
import { wholeAt } from './typed-arrays.ts'

/** Layers take these in turn: AutoCAD's red, green, blue, magenta, cyan, and black or white. */
const COLOURS = [
  { colour: '#d00000', dxfColour: 1 },
  { colour: '#008000', dxfColour: 3 },
  { colour: '#0000c0', dxfColour: 5 },
  { colour: '#a000a0', dxfColour: 6 },
  { colour: '#008080', dxfColour: 4 },
  { colour: '#000000', dxfColour: 7 },
] as const

/** Layer 0 has a meaning of its own in blocks; what lies on it is exported under this name. */
const NAME_OF_ZERO = 'DRAWING'

/** A layer name that every version takes: 31 letters, digits, `_`, `-` and `$`, the rest as `_`. */
function layerName(name: string): string {
  return name === '0' || name === ''
    ? NAME_OF_ZERO
    : name.replace(/[^A-Za-z0-9_$-]/g, '_').slice(0, 31)
}

/** The layers some names stand for, each with a name and a colour of its own. */
function sheetLayers(names: readonly string[]): ReadonlyMap<string, SheetLayer> {
  const layers = new Map<string, SheetLayer>()
  const taken = new Set<string>()
  for (const name of names) {
    let own = layerName(name)
    for (let copy = 2; taken.has(own.toUpperCase()); copy += 1) {
      own = `${layerName(name).slice(0, 27)}_${String(copy)}`
    }
    taken.add(own.toUpperCase())
    const colour = COLOURS[layers.size % COLOURS.length] ?? COLOURS[0]
    layers.set(name, { name: own, ...colour })
  }
  return layers
}

/** A cleaned drawing as a sheet, for the writers of DXF and SVG: its paths on their layers, in mm. */
export function drawingSheet(drawing: CleanDrawing, title: string): Sheet {
  const { paths, segments, layerNames, bounds } = drawing
  const used = [...new Set(paths.layers)].sort((a, b) => a - b)
  const layers = sheetLayers(used.map((layer) => layerNames[layer] ?? ''))
  return {
    title,
    layers: [...layers.values()],
    shapes: Array.from({ length: paths.count }, (_, index) => ({
      layer: layers.get(layerNames[wholeAt(paths.layers, index)] ?? '')?.name ?? NAME_OF_ZERO,
      path: pathBetween(
        segments,
        wholeAt(paths.firstSegment, index),
        wholeAt(paths.firstSegment, index + 1),
      ),
    })),
    labels: [],
    bounds: bounds ?? { minXMm: 0, minYMm: 0, maxXMm: 0, maxYMm: 0 },
  }
}
