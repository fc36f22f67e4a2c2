import { useMemo } from 'react'
import type { OpenDrawing } from '#core/contract/drawings.contract.ts'
import type { ImportReport } from '#core/drawing/import-drawing.ts'
import {
  type PackedDrawing,
  pathCount,
  pathFacts,
  type PathFacts,
} from '#core/drawing/packed-drawing.ts'
import { centresOf, gridOf } from '#core/drawing/segment-grid.ts'
import type { Bounds2 } from '#core/geometry/bounds.ts'
import { layerCss, layerHue } from './layer-colours.ts'

/** One layer of the open drawing. */
export interface LayerRow {
  readonly number: number
  readonly name: string
  readonly css: string
  readonly pathCount: number
  /** As the file has it. */
  readonly offInFile: boolean
}

/** The layers that have paths, as the file orders them. */
export function layerRows(report: ImportReport, packed: PackedDrawing): readonly LayerRow[] {
  const counts = new Map<number, number>()
  for (let path = 0; path < pathCount(packed); path += 1) {
    const { layer } = pathFacts(packed, path)
    counts.set(layer, (counts.get(layer) ?? 0) + 1)
  }
  const states = new Map(report.source.layers.map((layer) => [layer.name, layer]))
  return packed.layerNames.map((name, number) => {
    const state = states.get(name)
    return {
      ...{ number, name, css: layerCss(layerHue(state?.colourIndex ?? null, number)) },
      ...{ pathCount: counts.get(number) ?? 0, offInFile: state?.shown === false },
    }
  })
}

/** All paths of a drawing. */
export function allPaths(packed: PackedDrawing): readonly PathFacts[] {
  return Array.from({ length: pathCount(packed) }, (_, index) => pathFacts(packed, index))
}

/** Index of the path a piece belongs to; paths and their pieces run in the same order. */
export function pathOfSegment(paths: readonly PathFacts[], segment: number): number {
  let [low, high] = [0, paths.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((paths[middle]?.firstSegment ?? 0) <= segment) low = middle
    else high = middle
  }
  return low
}

/** What the page works out once of a drawing. */
export interface DrawingFacts {
  readonly packed: PackedDrawing
  readonly layers: readonly LayerRow[]
  readonly paths: readonly PathFacts[]
  readonly grid: ReturnType<typeof gridOf>
  readonly centres: ReturnType<typeof centresOf>
}

/** The facts of the open drawing; null while its unit is asked for. */
export function useDrawingFacts(open: OpenDrawing | null): DrawingFacts | null {
  const packed = open?.packed ?? null
  const report = open?.report ?? null
  return useMemo(() => {
    if (report === null || packed === null) return null
    const [grid, centres] = [gridOf(packed), centresOf(packed)]
    return { packed, layers: layerRows(report, packed), paths: allPaths(packed), grid, centres }
  }, [packed, report])
}

/** Some room about a place, to look at it. */
export function aroundPlace({ xMm, yMm }: { xMm: number; yMm: number }, halfMm: number): Bounds2 {
  return { minXMm: xMm - halfMm, minYMm: yMm - halfMm, maxXMm: xMm + halfMm, maxYMm: yMm + halfMm }
}
