import { create } from 'zustand'
import { type PackedDrawing, unpackedPath } from '#core/drawing/packed-drawing.ts'
import type { Result } from '#core/outcome/result.ts'
import { sliceDrawing } from '#core/slices/slice-drawing.ts'
import type { SliceParams } from '#core/slices/slice-params.schema.ts'
import type { SliceRefusal, Slicing } from '#core/slices/slicing.ts'

/** What a person sets of a slicing; which paths it is of is chosen in the drawing. */
export interface SliceSettings {
  readonly by: 'count' | 'length'
  readonly count: number
  readonly lengthMm: number
  readonly fit: 'equal' | 'exact'
  readonly widthMm: number
  readonly side: 'centred' | 'left' | 'right'
  readonly kerfMm: number
  readonly startAngleDeg: number
  readonly twistDeg: number
  readonly herringbone: boolean
  readonly minimumPieceMm: number
}

interface SlicingState {
  readonly settings: SliceSettings
  /** Number of the piece that is lit in drawing and table, from 1. */
  readonly lit: number | null
  readonly set: (change: Partial<SliceSettings>) => void
  readonly light: (piece: number | null) => void
}

/** How the page slices, kept while the app is open. */
export const useSlicing = create<SlicingState>()((set) => ({
  settings: {
    ...{ by: 'count', count: 46, lengthMm: 8, fit: 'equal', widthMm: 6, side: 'centred' },
    ...{ kerfMm: 0.6, startAngleDeg: 90, twistDeg: 0, herringbone: false, minimumPieceMm: 2 },
  },
  lit: null,
  set: (change) => {
    set(({ settings }) => ({ settings: { ...settings, ...change }, lit: null }))
  },
  light: (lit) => {
    set({ lit })
  },
}))

/** What is sliced: a ring of two closed paths, or a band along one; null while nothing is chosen. */
export function cutOf(
  packed: PackedDrawing,
  { chosen, other }: { readonly chosen: number | null; readonly other: number | null },
  settings: SliceSettings,
): SliceParams['cut'] | null {
  if (chosen === null) return null
  const { widthMm, side } = settings
  const first = unpackedPath(packed, chosen)
  if (other === null) return { kind: 'band', path: first.id, widthMm, side }
  const second = unpackedPath(packed, other)
  const isOuter = (first.areaMm2 ?? 0) >= (second.areaMm2 ?? 0)
  const [outer, inner] = isOuter ? [first, second] : [second, first]
  return { kind: 'ring', innerPath: inner.id, outerPath: outer.id }
}

/** The parameters of `dxf slice` that the settings stand for. */
export function paramsOf(cut: SliceParams['cut'], settings: SliceSettings): SliceParams {
  const { by, count, lengthMm, fit, kerfMm, startAngleDeg, twistDeg, herringbone, minimumPieceMm } =
    settings
  const pieces = by === 'count' ? { count } : { lengthMm, fit }
  return {
    ...{ schema: 'rmos.slice-params', version: 1, cut, pieces },
    ...{ kerfMm, startAngleDeg, twistDeg, herringbone, minimumPieceMm },
  }
}

/** Slices what is chosen of a drawing; only its own paths are taken out of the pack. */
export function sliceChosen(
  packed: PackedDrawing,
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const { cut } = params
  const ids = cut.kind === 'ring' ? [cut.outerPath, cut.innerPath] : [cut.path]
  return sliceDrawing(
    ids.map((id) => unpackedPath(packed, id - 1)),
    params,
  )
}
